/** The comparisons that `npm run bench` knows, by name. */
import { authorize } from './authorize/authorize.ts'
import { client } from './client/client.ts'
import type { Contestant, Row } from './contest.ts'
import { oauth } from './oauth/oauth.ts'
import { pages } from './pages/pages.ts'
import { startup } from './startup/startup.ts'
import { tokens } from './tokens/tokens.ts'

export interface Comparison {
  readonly about: string
  /** The name of the row that the others are compared with. */
  readonly against: string
  readonly contestants: readonly Contestant[]
  /** Where they are not functions to be called, but are measured in another way. */
  readonly measure?: () => Promise<readonly Row[]>
  /** What is counted, not raced: a sentence each. */
  readonly facts?: () => Promise<readonly string[]>
}

export const comparisons: Readonly<Record<string, Comparison>> = {
  tokens,
  authorize,
  oauth,
  client,
  startup,
  pages,
}
