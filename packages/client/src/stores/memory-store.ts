/** Keeps credentials for as long as the program runs, and nowhere else. */
import { refused } from '@latchkey/tokens'
import type { Store, StoreState } from './store.ts'

export function createMemoryStore(initial: StoreState = {}): Store {
  let state: StoreState = Object.freeze({ ...initial })
  return {
    description: 'the memory of this program',
    read: async () => state,
    async change(update) {
      const next = update(state)
      if (refused(next)) return next
      state = Object.freeze({ ...next })
      return state
    },
  }
}
