/** How long to wait before a process is started in the place of one that died. */
import type { Clock } from '../../host/index.ts'

const first = 100
const longest = 30_000

/** Whoever lived for so long, in milliseconds, did not die of starting. */
const settled = 60_000

export interface Restarts {
  started(): void
  /** Milliseconds to wait: twice as long each time that one dies soon after it started. */
  wait(): number
}

export function createRestarts({ monotonic }: Pick<Clock, 'monotonic'>): Restarts {
  let next = first
  let since = monotonic()
  return {
    started() {
      since = monotonic()
    },
    wait() {
      if (monotonic() - since >= settled) next = first
      const wait = next
      next = Math.min(next * 2, longest)
      return wait
    },
  }
}
