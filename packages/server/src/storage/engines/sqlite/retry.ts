/** Waiting for another process that holds the database, without holding up this one. */
import { setTimeout as pause } from 'node:timers/promises'
import { StoreBusy } from '../../store.ts'

/** How long SQLite itself waits, in milliseconds; the whole process stands still meanwhile. */
export const busyTimeout = 20

/** How long to try in all, in milliseconds. */
const patience = 5_000

const longestPause = 50

/** At once where the database is free; else as `whileBusy`. */
export function unlessBusy<T>(attempt: () => T): T | Promise<T> {
  try {
    return attempt()
  } catch (error) {
    if (!isBusy(error)) throw error
    return whileBusy(attempt)
  }
}

/** Tries until the database is free: at once, then after ever longer pauses. Throws `StoreBusy` after five seconds. */
export async function whileBusy<T>(attempt: () => T): Promise<T> {
  let waited = 0
  for (let wait = 2; ; wait = Math.min(2 * wait, longestPause)) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (waited >= patience) throw new StoreBusy(error)
    }
    await pause(wait)
    waited += busyTimeout + wait
  }
}

/** SQLITE_BUSY (5) in any of its extended forms, which keep it in their low byte. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
}
