/** What each of many credentials may do with one package, asked of `access/` over rows that were read already. */
import { type Refusal, refused } from '@latchkey/tokens'
import {
  type AuthorizerOptions,
  type Credential,
  createAuthorizer,
  type Standing,
  type StandingSource,
} from '../access/index.ts'
import type { ReachPlace } from './reaching.ts'
import { type May, mayAnything, whatItMay } from './what-it-may.ts'

/** Nothing where it is no credential any more, or may do nothing there. */
export type ReachJudge = (credential: Credential | Refusal) => Promise<May | undefined>

export interface ReachJudgeOptions extends Pick<AuthorizerOptions, 'clock' | 'origin'> {
  readonly standing: Pick<StandingSource, 'standing'>
}

/** Good for as long as its rows are: nothing is done by what it says, and each owner is looked up once. */
export function reachJudge({ standing, ...options }: ReachJudgeOptions, place: ReachPlace): ReachJudge {
  const known = new Map<string, Promise<Standing | undefined>>()
  const authorizer = createAuthorizer({
    ...options,
    credentials: { recheck: async credential => credential },
    standing: {
      standing(principal, credentialId, at) {
        // Of an organization it is the key that maintains.
        const who = principal.kind === 'account' ? principal.id : (credentialId ?? '')
        const found = known.get(who) ?? standing.standing(principal, credentialId, at)
        known.set(who, found)
        return found
      },
    },
  })
  const { organization, ecosystem } = place
  const names = { organization: organization.name, ecosystem, package: place.package.name }
  return async credential => {
    if (refused(credential)) return undefined
    const may = await whatItMay(credential, names, authorizer)
    return mayAnything(may) ? may : undefined
  }
}
