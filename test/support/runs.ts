/** How often repeated tests repeat, and the seed they share: set by the test runner through the environment. */

/** Whether this is `npm run test:long`. */
export const isLong = process.env.LATCHKEY_TEST_LONG === '1'

/** `full` in the long run, a tenth of it otherwise, at least one. */
export function runs(full: number): number {
  return isLong ? full : Math.max(1, Math.ceil(full / 10))
}

/** The seed that the runner printed; a new one where a test file is run alone. A 32-bit integer. */
export const seed: number = readSeed(process.env.LATCHKEY_TEST_SEED)

/** Options for `fc.assert`: the count, and the seed that repeats a failure (`LATCHKEY_TEST_SEED=...`). */
export function propertyOptions(full: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: runs(full), seed }
}

/** mulberry32: a small seeded source of integers in `[0, bound)`, for loops too hot for fast-check. */
export function seededRandom(start: number = seed): (bound: number) => number {
  let state = start | 0
  return bound => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * bound)
  }
}

function readSeed(text: string | undefined): number {
  const given = Number(text)
  return text !== undefined && Number.isInteger(given) ? given | 0 : Math.floor(Math.random() * 0x7fffffff)
}
