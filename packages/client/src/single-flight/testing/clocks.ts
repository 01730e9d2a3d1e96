/** Clocks for tests: one that passes as it does, and one that passes only while somebody sleeps by it. */
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Clock } from '../../machine.ts'

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    setTimeout(milliseconds, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined),
}

export interface ManualClock extends Clock {
  /** Lets so many milliseconds pass, all at once. */
  pass(milliseconds: number): void
  /** Sets the wall clock alone. */
  jump(milliseconds: number): void
}

/** Sleeping takes no time and lets it pass, to the next one who wakes: hours of waiting are over at once. */
export function manualClock(start = 1_795_300_000_000): ManualClock {
  const sleepers = new Map<() => void, number>()
  let passed = 0
  let wall = start
  let pumping = false

  async function pump(): Promise<void> {
    pumping = true
    while (sleepers.size > 0) {
      await setImmediate()
      const [first] = [...sleepers].sort(([, a], [, b]) => a - b)
      if (first === undefined) continue
      passed = Math.max(passed, first[1])
      first[0]()
    }
    pumping = false
  }

  return {
    now: () => wall + Math.floor(passed),
    monotonic: () => passed,
    sleep: (milliseconds, signal) =>
      new Promise(resolve => {
        const wake = () => {
          sleepers.delete(wake)
          resolve()
        }
        if (signal?.aborted) return resolve()
        signal?.addEventListener('abort', wake, { once: true })
        sleepers.set(wake, passed + milliseconds)
        if (!pumping) void pump()
      }),
    pass(milliseconds) {
      passed += milliseconds
    },
    jump(milliseconds) {
      wall += milliseconds
    },
  }
}
