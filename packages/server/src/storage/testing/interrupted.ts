/** A store on which something happens in the milliseconds between a decision and the transaction that builds on it. */
import type { Store } from '../store.ts'

export interface InterruptedStore extends Store {
  /** Happens once, before the next transaction begins. */
  before(interruption: () => Promise<unknown>): void
}

export function interrupted(store: Store): InterruptedStore {
  let waiting: (() => Promise<unknown>) | undefined
  return {
    ...store,
    async write(work, options) {
      const interruption = waiting
      waiting = undefined
      await interruption?.()
      return store.write(work, options)
    },
    before(interruption) {
      waiting = interruption
    },
  }
}
