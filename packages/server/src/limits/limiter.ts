/** Token buckets: so many tries at once, then one at a time. */
import type { Clock } from '../host/index.ts'
import { type RefusedForNow, refuseForNow } from './refuse-for-now.ts'

export interface LimiterOptions {
  readonly clock: Clock
  /** How many tries a full bucket holds. */
  readonly capacity: number
  /** After how many milliseconds one try comes back. */
  readonly refillEveryMs: number
  /** How many keys are remembered; those that were used once, or not for long, are forgotten first. 100,000 unless told. */
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
  const buckets = new Map<string, Bucket>()

  function add(key: string, now: number): Bucket {
    if (buckets.size >= keys) makeRoom(now)
    const bucket = { fullAt: now, usedAgain: false }
    buckets.set(key, bucket)
    return bucket
  }

  /** From the oldest on: what was used again since it was last looked at gets another turn. */
  function makeRoom(now: number): void {
    for (const [key, bucket] of buckets) {
      if (buckets.size < keys) return
      buckets.delete(key)
      if (!bucket.usedAgain || bucket.fullAt <= now) continue
      bucket.usedAgain = false
      buckets.set(key, bucket)
    }
  }

  return {
    take(key) {
      const now = clock.monotonic()
      const known = buckets.get(key)
      const bucket = known ?? add(key, now)
      bucket.usedAgain = known !== undefined
      const full = Math.max(bucket.fullAt, now)
      // In this order nothing is rounded where the bucket is full: fractions of a millisecond made one wait.
      const wait = full - now - (capacity - 1) * refillEveryMs
      if (wait > 0)
        return refuseForNow('too_many_requests', 'This was tried too often.', Math.ceil(wait / 1000))
      bucket.fullAt = full + refillEveryMs
      return true
    },
    giveBack(key) {
      const bucket = buckets.get(key)
      if (bucket !== undefined) bucket.fullAt -= refillEveryMs
    },
    get size() {
      return buckets.size
    },
  }
}

/** One that is not remembered is full. */
interface Bucket {
  /** Milliseconds of the monotonic clock; in the past, it is full. */
  fullAt: number
  usedAgain: boolean
}
