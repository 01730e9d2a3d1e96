/** A map that stays small: what was not used for long goes, whole generations at once. */

export interface Generations<T> {
  get(name: string): T | undefined
  /** `weight`: in the unit of the limit. */
  set(name: string, value: T, weight?: number): void
  clear(): void
  /** How many entries are held, in both generations. */
  readonly size: number
}

/** Two generations of at most `limit` are kept, so that what is used again outlives what is not. */
export function createGenerations<T extends object>(limit: number): Generations<T> {
  let young = new Map<string, Entry<T>>()
  let old = new Map<string, Entry<T>>()
  let weight = 0

  function put(name: string, entry: Entry<T>): void {
    if (weight + entry.weight > limit) {
      old = young
      young = new Map()
      weight = 0
    }
    young.set(name, entry)
    weight += entry.weight
  }

  return {
    get(name) {
      const entry = young.get(name)
      if (entry !== undefined) return entry.value
      const aged = old.get(name)
      if (aged !== undefined) put(name, aged)
      return aged?.value
    },
    set(name, value, weight = 1) {
      if (weight <= limit) put(name, { value, weight })
    },
    clear() {
      young = new Map()
      old = new Map()
      weight = 0
    },
    get size() {
      return young.size + old.size
    },
  }
}

interface Entry<T> {
  readonly value: T
  readonly weight: number
}
