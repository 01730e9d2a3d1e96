/** Token buckets: so many tries at once, then one at a time. */
import type { Clock } from '../host/index.ts'
import { type RefusedForNow, refuseForNow } from './refuse-for-now.ts'

export interface LimiterOptions {
  readonly clock: Clock
  /** How many tries a full bucket holds. */
  readonly capacity: number
  /** After how many milliseconds one try comes back. */
  readonly refillEveryMs: number
  /** How many keys are remembered; the least recently used are forgotten first. 100,000 unless told. */
  readonly keys?: number
}

export interface Limiter {
  /** Takes one try from the key's bucket; refused where none is left. */
  take(key: string): true | RefusedForNow<'too_many_requests'>
  /** Gives one try back: for what turned out to be no abuse. */
  giveBack(key: string): void
  /** How many keys are remembered now. */
  readonly size: number
}

/** The generic cell rate algorithm: a bucket is the one instant at which it will be full again. */
export function createLimiter({ clock, capacity, refillEveryMs, keys = 100_000 }: LimiterOptions): Limiter {
  /** Milliseconds of the monotonic clock; in the order of their last use. A key that is not here is full. */
  const fullAt = new Map<string, number>()

  function remember(key: string, instant: number, now: number): void {
    fullAt.delete(key)
    if (instant <= now) return
    fullAt.set(key, instant)
    if (fullAt.size <= keys) return
    const [oldest] = fullAt.keys()
    if (oldest !== undefined) fullAt.delete(oldest)
  }

  return {
    take(key) {
      const now = clock.monotonic()
      const full = Math.max(fullAt.get(key) ?? now, now)
      const wait = full + refillEveryMs - now - capacity * refillEveryMs
      if (wait > 0) {
        remember(key, full, now)
        return refuseForNow('too_many_requests', 'This was tried too often.', Math.ceil(wait / 1000))
      }
      remember(key, full + refillEveryMs, now)
      return true
    },
    giveBack(key) {
      const full = fullAt.get(key)
      if (full !== undefined) remember(key, full - refillEveryMs, clock.monotonic())
    },
    get size() {
      return fullAt.size
    },
  }
}
