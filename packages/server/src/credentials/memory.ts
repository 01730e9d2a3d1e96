/** What was looked up and still counts: bounded, and gone with the epoch that it was looked up in. */
import { createGenerations, type Epoch } from '../storage/index.ts'

export interface Memory<T> {
  recall(name: string): T | undefined
  /** To be called before a look-up. Gives what keeps its result, unless something was narrowed meanwhile. */
  beforeLookup(): (name: string, value: T) => void
  readonly use: MemoryUse
}

/** How well a memory serves, since the server started. */
export interface MemoryUse {
  readonly hits: number
  readonly misses: number
  /** How many are held now. */
  readonly entries: number
}

/** Something with a memory before it. */
export interface Remembering {
  readonly memory: Pick<Memory<never>, 'use'>
}

/** Entries of one of two generations. */
const limit = 4096

export function createMemory<T extends object>(epoch: Epoch): Memory<T> {
  const kept = createGenerations<T>(limit)
  let lookedUpIn: number | undefined
  let hits = 0
  let misses = 0

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
    recall(name) {
      const known = counts() ? kept.get(name) : undefined
      if (known === undefined) misses += 1
      else hits += 1
      return known
    },

    beforeLookup() {
      const before = epoch.confirmed()
      return (name, value) => {
        if (counts() && lookedUpIn === before) kept.set(name, value)
      }
    },

    get use() {
      return { hits, misses, entries: kept.size }
    },
  }
}
