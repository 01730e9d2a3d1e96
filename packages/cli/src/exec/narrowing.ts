/** What a client is about to do, in the words in which tokens are narrowed. */
import { asItIs, type Narrowing } from '../narrowing/index.ts'
import type { Doing } from './client.ts'

export interface Bounds {
  /** `pypi:acme`. */
  readonly repository: string
  /** The origin of the registry. */
  readonly audience: string
  readonly expires: string
  /** What something in front of the registry does not see: what is narrowed to that would clear nothing. */
  readonly unseen: readonly string[]
}

export function narrowingFor(doing: Doing, { repository, audience, expires, unseen }: Bounds): Narrowing {
  const packages = unseen.includes('package') ? [] : doing.packages.map(name => `${repository}/${name}`)
  const alone = doing.actions.length === 1 && doing.readsAll === undefined
  const readsMore = packages.length > 0 && doing.readsAll !== undefined
  return {
    ...{ ...asItIs, expires, audience: [audience], package: packages },
    action: readsMore ? doing.actions.filter(action => action !== 'read') : doing.actions,
    repository: packages.length > 0 ? [] : [repository],
    ...(readsMore && { reads: [repository] }),
    // Reading an index has no version and no digest: a token that does both cannot be held to them.
    version: alone && !unseen.includes('version') ? (doing.versions ?? []) : [],
    file: alone && !unseen.includes('digest') ? (doing.files ?? []) : [],
  }
}

/** For a token of PyPI: it knows names and an end, and its projects belong to no organization. */
export function narrowingForPypi(doing: Doing, expires: string): Narrowing {
  return { ...asItIs, expires, package: doing.packages }
}
