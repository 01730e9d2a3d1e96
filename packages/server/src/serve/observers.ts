/** Whoever observes requests: each hears of every one, and none that fails keeps the others from it. */
import type { Log, Observe } from '../http/index.ts'

export interface Observers {
  readonly observe: Observe
  add(observer: Observe): void
}

export function createObservers(log: Log): Observers {
  const observers: Observe[] = []
  return {
    observe(observation) {
      for (const observer of observers) {
        try {
          observer(observation)
        } catch (error) {
          log.error({ error }, 'A request could not be counted.')
        }
      }
    },
    add(observer) {
      observers.push(observer)
    },
  }
}
