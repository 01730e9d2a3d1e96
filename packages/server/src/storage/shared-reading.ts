/** One reading for all who ask at the same time. */
import { setImmediate } from 'node:timers/promises'

/**
 * Nobody gets a reading that began before they asked: whoever asks while one is on its way waits for the next, and
 * that begins once everything that has arrived was heard.
 */
export function shareReadings<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | undefined

  async function begin(): Promise<T> {
    await underWay
    await setImmediate()
    next = undefined
    const reading = read()
    underWay = reading.catch(() => undefined)
    return reading
  }

  return () => {
    next ??= begin()
    return next
  }
}
