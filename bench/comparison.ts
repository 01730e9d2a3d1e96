/** What is measured in one run, so that its rows compare. */
import type { Contestant, Row } from './contest.ts'

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
