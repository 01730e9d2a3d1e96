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

interface Bucket {
  /** Tries left when it was last looked at; fractions are tries on their way. */
  readonly left: number
  /** When that was, by the monotonic clock. */
  readonly at: number
}

export function createLimiter({ clock, capacity, refillEveryMs, keys = 100_000 }: LimiterOptions): Limiter {
  /** In the order of their last use. */
  const buckets = new Map<string, Bucket>()

  function leftNow(key: string, now: number): number {
    const bucket = buckets.get(key)
    return bucket ? Math.min(capacity, bucket.left + (now - bucket.at) / refillEveryMs) : capacity
  }

  function remember(key: string, bucket: Bucket): void {
    buckets.delete(key)
    if (bucket.left >= capacity) return
    buckets.set(key, bucket)
    const [oldest] = buckets.keys()
    if (buckets.size > keys && oldest !== undefined) buckets.delete(oldest)
  }

  return {
    take(key) {
      const now = clock.monotonic()
      const left = leftNow(key, now)
      if (left < 1) {
        remember(key, { left, at: now })
        const seconds = Math.max(1, Math.ceil(((1 - left) * refillEveryMs) / 1000))
        return refuseForNow('too_many_requests', 'This was tried too often.', seconds)
      }
      remember(key, { left: left - 1, at: now })
      return true
    },
    giveBack(key) {
      const now = clock.monotonic()
      remember(key, { left: leftNow(key, now) + 1, at: now })
    },
    get size() {
      return buckets.size
    },
  }
}
