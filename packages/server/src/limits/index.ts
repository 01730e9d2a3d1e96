/**
 * How often something may be tried.
 *
 * - A bucket per key, in memory: full at first, refilled one by one. Each node counts for itself.
 * - The number of keys is bounded: a flood of addresses displaces the buckets least recently used, never the process.
 * - What is refused says when to come back (`retryAfter`, seconds).
 *
 *     const uploads = createLimiter({ clock, capacity: 10, refillEveryMs: 30_000 })
 *     const allowed = uploads.take(addressKey(address))
 *     if (refused(allowed)) return allowed
 */
export { addressKey, networkOf } from './address-key.ts'
export { createLimiter, type Limiter, type LimiterOptions } from './limiter.ts'
export { type RefusedForNow, refuseForNow, type UsedUpRate } from './refuse-for-now.ts'
export {
  createRequestLimits,
  type Rates,
  type RequestLimits,
  unlimited,
} from './request-limits.ts'
