/** The comparisons that `npm run bench` knows, by name. */
import { authorize } from './authorize/authorize.ts'
import type { Contestant } from './contest.ts'
import { oauth } from './oauth/oauth.ts'
import { tokens } from './tokens/tokens.ts'

export interface Comparison {
  readonly about: string
  /** The name of the row that the others are compared with. */
  readonly against: string
  readonly contestants: readonly Contestant[]
}

export const comparisons: Readonly<Record<string, Comparison>> = { tokens, authorize, oauth }
