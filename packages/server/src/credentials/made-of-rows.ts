/** Marks an answer that is made of rows alone, and of what its credential may do: until either changes, it holds. */
import type { Credential } from '../access/index.ts'
import type { RawResponse } from '../http/index.ts'
import type { AnswersNow } from '../storage/index.ts'

/** On what such an answer stands. */
export interface Ground {
  /** Whose decision let the request in. */
  readonly credential: Credential
  /** Asked for after that decision, and before the rows were read. */
  readonly answers: AnswersNow
}

const ground: unique symbol = Symbol('made of rows')

/**
 * For what is made of rows, of the request's head and of the credential, and of nothing that changes by itself. A
 * decision that hangs on the clock by anything but the credential's end is none of these.
 */
export function madeOfRows(answer: RawResponse, on: Ground): RawResponse {
  return { ...answer, [ground]: on } as RawResponse
}

/** `undefined` for any other answer. */
export function groundOf(answer: RawResponse): Ground | undefined {
  return (answer as { readonly [ground]?: Ground })[ground]
}
