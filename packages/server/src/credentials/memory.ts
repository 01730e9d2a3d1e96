/** What was looked up and still counts: bounded, and gone with the epoch that it was looked up in. */
import { createGenerations, type Epoch } from '../storage/index.ts'

export interface Memory<T> {
  recall(name: string): T | undefined
  /** To be called before a look-up. Gives what keeps its result, unless something was narrowed meanwhile. */
  beforeLookup(): (name: string, value: T) => void
}

/** Entries of one of two generations. */
const limit = 4096

export function createMemory<T extends object>(epoch: Epoch): Memory<T> {
  const kept = createGenerations<T>(limit)
  let lookedUpIn: number | undefined

  /** Whether anything that is held counts; forgets what another epoch left. */
  function counts(): boolean {
    const now = epoch.confirmed()
    if (now === undefined) return false
    if (now !== lookedUpIn) {
      kept.clear()
      lookedUpIn = now
    }
    return true
  }

  return {
    recall: name => (counts() ? kept.get(name) : undefined),

    beforeLookup() {
      const before = epoch.confirmed()
      return (name, value) => {
        if (counts() && lookedUpIn === before) kept.set(name, value)
      }
    },
  }
}
