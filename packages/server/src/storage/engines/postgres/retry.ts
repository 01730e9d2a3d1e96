/** Trying again what PostgreSQL could not run as if it were alone. */
import { setTimeout as pause } from 'node:timers/promises'
import type { RandomBytes } from '../../../host/index.ts'
import { StoreBusy } from '../../store.ts'

/** With the pauses below, about five seconds in all. */
const attempts = 60

/** Milliseconds. */
const longestPause = 200

/**
 * Tries until nobody is in the way. The pauses grow and differ, so that those who met once do not meet again. Throws
 * `StoreBusy` after about five seconds.
 */
export async function whileConflicting<T>(attempt: () => Promise<T>, random: RandomBytes): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!isConflict(error)) throw error
      if (tried === attempts) throw new StoreBusy(error)
    }
    const [byte = 0] = random(1)
    await pause((Math.min(longestPause, 2 ** tried) * byte) / 255)
  }
}

/** `serialization_failure` and `deadlock_detected`: the two that a retry is the answer to (PostgreSQL, section 13.5). */
function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01')
}
