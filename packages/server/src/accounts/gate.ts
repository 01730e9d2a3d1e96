/** A gate that lets a few through at a time, lets some wait, and sends the rest away. */
import { type RefusedForNow, refuseForNow } from '../limits/index.ts'

export interface GateOptions {
  /** How many run at once. */
  readonly atOnce: number
  /** How many wait besides; whoever comes then is refused. */
  readonly waiting: number
  /** Seconds after which those who were sent away may try again. */
  readonly retryAfter: number
}

export interface Gate {
  <T>(work: () => Promise<T>): Promise<T | RefusedForNow<'busy'>>
  /** How many wait now. */
  readonly waiting: () => number
}

export function createGate({ atOnce, waiting, retryAfter }: GateOptions): Gate {
  const queue: (() => void)[] = []
  let running = 0
  const gate = async <T>(work: () => Promise<T>) => {
    if (running < atOnce) running += 1
    else if (queue.length < waiting) await new Promise<void>(resolve => queue.push(resolve))
    else return refuseForNow('busy', 'Too many people are signing in at this moment.', retryAfter)
    try {
      return await work()
    } finally {
      // Whoever waits takes over this place, so that nobody who comes now can overtake them.
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
  return Object.assign(gate, { waiting: () => queue.length })
}
