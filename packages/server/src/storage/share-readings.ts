/** One reading for all who ask at the same time. */
import { setImmediate } from 'node:timers'

/**
 * Nobody gets a reading that began before they asked: whoever asks while one is on its way waits for the next, and
 * that begins once everything that has arrived was heard.
 */
export function shareReadings<T>(read: () => T | Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | undefined

  function soon(): Promise<T> {
    const before = last
    return new Promise((resolve, reject) => {
      const begin = () => {
        next = undefined
        try {
          resolve(read())
        } catch (error) {
          reject(error)
        }
      }
      const wait = () => setImmediate(begin)
      before.then(wait, wait)
    })
  }

  return () => {
    if (next === undefined) {
      next = soon()
      last = next
    }
    return next
  }
}
