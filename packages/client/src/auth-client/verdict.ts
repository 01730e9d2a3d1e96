/** What an answer says of the credential that it came to. */
import type { Secret } from '@latchkey/protocol'
import { parseChallenges } from '../http/index.ts'
import { readable } from '../oauth/index.ts'

export type Verdict =
  /** Nothing that a credential would change: the caller's own business, whatever the status. */
  | { readonly kind: 'done' }
  /** The credential is good, and a one-time code is wanted beside it. `again`: the one that came was not right. */
  | { readonly kind: 'code'; readonly again: boolean }
  /** The credential is not good, or there was none and one is wanted. */
  | { readonly kind: 'rejected'; readonly reason: string | undefined }

/** As much of a `Response` as is looked at. */
export interface AnswerLike {
  readonly status: number
  readonly headers: { get(name: string): string | null }
}

/**
 * A 401 alone is about the credential (RFC 9110, 15.5.2): a 403 would be the same with a fresh one, and a 429 or 5xx says
 * nothing of it. In whatever order the challenges stand, a code that is wanted goes first: the credential was good. What
 * the server says is told without what was `sent`.
 */
export function judge({ status, headers }: AnswerLike, sent: readonly Secret[]): Verdict {
  if (status !== 401) return { kind: 'done' }
  const challenges = parseChallenges(headers.get('www-authenticate'))
  const errors = challenges.map(({ scheme, parameters }) =>
    scheme === 'otp' ? 'totp_required' : parameters['error'],
  )
  if (errors.includes('invalid_totp')) return { kind: 'code', again: true }
  if (errors.includes('totp_required')) return { kind: 'code', again: false }
  const said = challenges
    .map(({ parameters }) => parameters['error_description'])
    .find(text => text !== undefined)
  return { kind: 'rejected', reason: readable(said, sent) }
}

/** What the caller gave back, if it is an answer; else the last one that was seen. */
export function answerOf(result: unknown, last: AnswerLike | undefined): AnswerLike | undefined {
  return isAnswer(result) ? result : last
}

function isAnswer(value: unknown): value is AnswerLike {
  if (typeof value !== 'object' || value === null) return false
  const { status, headers } = value as Partial<AnswerLike>
  return typeof status === 'number' && typeof headers?.get === 'function'
}
