/** A machine for tests: time stands still until it is moved, and randomness repeats. */
import { createHash } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { RandomBytes } from './random.ts'

export interface ManualClock extends Clock {
  /** Moves both clocks on by that many milliseconds. */
  advance(milliseconds: number): void
}

/** A clock that starts at a round instant and moves only by `advance`. */
export function createManualClock(start: number = Date.UTC(2026, 0, 1, 12)): ManualClock {
  let elapsed = 0
  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    advance: milliseconds => {
      elapsed += milliseconds
    },
  }
}

/** Bytes that differ with each call and are the same in each run with the same seed. */
export function createSeededRandom(seed = 'latchkey'): RandomBytes {
  let calls = 0
  return length => {
    calls += 1
    return new Uint8Array(
      createHash('shake256', { outputLength: length }).update(`${seed} ${calls}`).digest(),
    )
  }
}
