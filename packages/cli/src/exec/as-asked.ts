/** What `--package` and `--action` say, in place of what was read from the client's words. */
import {
  actions,
  formatTarget,
  isAction,
  parseTarget,
  quoted,
  type Refusal,
  refuse,
  refused,
} from '@latchkey/tokens'
import type { Aim, Doing } from './client.ts'

export interface Said {
  readonly repository?: string | undefined
  readonly package: readonly string[]
  readonly action: readonly string[]
}

export interface AsSaid {
  /** Undefined where nothing was said, and nothing was read. */
  readonly doing: Doing | undefined
  /** `pypi:acme`, where it was said. */
  readonly repository: string | undefined
}

export function asAsked(read: Doing | undefined, said: Said): AsSaid | Refusal {
  const targets = said.package.map(readPackage)
  const aims = said.action.map(readAim)
  const [refusal] = [...targets, ...aims].filter(each => refused(each))
  if (refusal !== undefined) return refusal
  const packages = targets.flatMap(each => (refused(each) ? [] : [each]))
  const [first = packages.length > 0 ? 'publish' : 'read', ...more] = aims.flatMap(each =>
    refused(each) ? [] : [each],
  )
  const repositories = [...new Set([...packages.map(each => each.repository), said.repository ?? []].flat())]
  if (repositories.length > 1) return several
  const [repository] = repositories
  if (packages.length === 0 && aims.length === 0) return { doing: read, repository }
  const names = packages.length > 0 ? packages.map(each => each.name) : (read?.packages ?? [])
  const { readsAll: _, ...rest } = read ?? {}
  return { doing: { ...rest, packages: names, actions: [first, ...more] }, repository }
}

function readPackage(text: string): { readonly repository: string; readonly name: string } | Refusal {
  const target = parseTarget(text)
  if (refused(target) || target.package === undefined) {
    return refuse('not_a_package', `${quoted(text)} is not a package.`, 'Write --package pypi:acme/widget.')
  }
  const written = formatTarget(target)
  return { repository: written.slice(0, written.indexOf('/')), name: target.package }
}

function readAim(text: string): Aim | Refusal {
  if (isAction(text) && text !== 'identify' && text !== 'administer' && text !== 'account') return text
  const known = actions.filter(each => !['identify', 'administer', 'account'].includes(each))
  return refuse(
    'action_unknown',
    `${quoted(text)} is nothing that is done to a package.`,
    `Write one of: ${known.join(', ')}.`,
  )
}

const several = refuse(
  'usage',
  'One run is for one repository.',
  'Name packages of one repository, and run it once for each.',
)
