/** Marks an answer that is made of rows alone, and of what its credential may do: until either changes, it holds. */
import type { Refusal } from '@latchkey/tokens'
import type { Credential } from '../access/index.ts'
import type { AnswersNow } from '../storage/index.ts'

/** On what such an answer stands. */
export interface Ground {
  /** Whose decision let the request in, or what it asked about. */
  readonly credential: Credential
  /** Asked for after that decision, and before the rows were read. */
  readonly answers: AnswersNow
  /** What is counted each time that it is answered so, where that is not a use of the credential. */
  readonly count?: () => true | Refusal
}

const ground: unique symbol = Symbol('made of rows')

/**
 * For what is made of rows, of the request and of the credential, and of nothing that changes by itself. A decision that
 * hangs on the clock by anything but the credential's end is none of these.
 */
export function madeOfRows<Answer extends object>(answer: Answer, on: Ground): Answer {
  return { ...answer, [ground]: on }
}

/** `undefined` for any other answer. */
export function groundOf(answer: object): Ground | undefined {
  return (answer as { readonly [ground]?: Ground })[ground]
}
