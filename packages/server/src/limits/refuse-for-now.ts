/** A refusal that passes by itself. */
import { type Refusal, refuse } from '@latchkey/tokens'

export interface RefusedForNow<Code extends string = string> extends Refusal<Code> {
  /** In how many whole seconds to try again: the `Retry-After` of the answer (RFC 9110 section 10.2.3). */
  readonly retryAfter: number
  /** Where it was a rate that was used up. */
  readonly rate?: UsedUpRate
}

export interface UsedUpRate {
  /** Requests a minute. */
  readonly perMinute: number
  /** Unix seconds: when there is one again. */
  readonly oneAgainAt: number
}

/** Refuses until later; the next step says when. */
export function refuseForNow<const Code extends string>(
  code: Code,
  message: string,
  retryAfter: number,
): RefusedForNow<Code> {
  const next = `Try again in ${retryAfter} ${retryAfter === 1 ? 'second' : 'seconds'}.`
  return Object.freeze({ ...refuse(code, message, next), retryAfter })
}
