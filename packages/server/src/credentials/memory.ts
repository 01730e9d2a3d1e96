/** What was looked up and still counts: bounded, and gone with the epoch that it was looked up in. */
import type { Epoch } from '../storage/index.ts'

export interface Memory<T> {
  recall(name: string): T | undefined
  /** To be called before a look-up. Gives what keeps its result, unless something was narrowed meanwhile. */
  beforeLookup(): (name: string, value: T) => void
}

/** Entries of one generation. Two are kept, so that what is used again outlives what is not. */
const generation = 4096

export function createMemory<T extends object>(epoch: Epoch): Memory<T> {
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  let lookedUpIn: number | undefined

  /** Whether anything that is held counts; forgets what another epoch left. */
  function counts(): boolean {
    const now = epoch.confirmed()
    if (now === undefined) return false
    if (now !== lookedUpIn) {
      young = new Map()
      old = new Map()
      lookedUpIn = now
    }
    return true
  }

  function keep(name: string, value: T): void {
    if (young.size >= generation) {
      old = young
      young = new Map()
    }
    young.set(name, value)
  }

  return {
    recall(name) {
      if (!counts()) return undefined
      const value = young.get(name)
      if (value !== undefined) return value
      const aged = old.get(name)
      if (aged !== undefined) keep(name, aged)
      return aged
    },

    beforeLookup() {
      const before = epoch.confirmed()
      return (name, value) => {
        if (counts() && lookedUpIn === before) keep(name, value)
      }
    },
  }
}
