/**
 * How often a code may be guessed: five wrong ones, then one after five minutes, and after each further one twice as long,
 * up to a day. Counted in the account's row, so that it makes no difference from where they come and to which node. A
 * right code, and a day without a wrong one, forgets them.
 */

const minute = 60_000
const day = 24 * 60 * minute

/** Wrong codes that nobody waits for. */
export const freeGuesses = 5

export interface Guesses {
  readonly failures: number
  /** When the last was given. */
  readonly failedAt: number | null
}

/** Those that still count. */
export function failuresNow({ failures, failedAt }: Guesses, now: number): number {
  return failedAt === null || now - failedAt >= day ? 0 : failures
}

/** Milliseconds until the next may be given; 0 where it may now. */
export function waitFor(guesses: Guesses, now: number): number {
  const over = failuresNow(guesses, now) - freeGuesses
  if (guesses.failedAt === null || over < 0) return 0
  const pause = Math.min(5 * minute * 2 ** over, day)
  return Math.max(0, guesses.failedAt + pause - now)
}
