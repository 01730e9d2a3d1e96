import { expect, test } from 'vitest'
import { createMemory } from './memory.ts'

/** A memory, and the epoch that it lives in. */
function remembering() {
  let now: number | undefined = 1
  const memory = createMemory<{ readonly of: string }>({ confirmed: () => now })
  return {
    memory,
    keep: (name: string) => memory.beforeLookup()(name, { of: name }),
    setEpoch(epoch: number | undefined) {
      now = epoch
    },
  }
}

test('gives what was kept, while its epoch is confirmed', () => {
  const { memory, keep, setEpoch } = remembering()
  keep('a')
  expect(memory.recall('a')).toEqual({ of: 'a' })
  setEpoch(undefined)
  expect(memory.recall('a')).toBeUndefined()
  setEpoch(1)
  expect(memory.recall('a')).toEqual({ of: 'a' })
})

test('forgets everything with its epoch, also where that comes back', () => {
  const { memory, keep, setEpoch } = remembering()
  keep('a')
  setEpoch(2)
  expect(memory.recall('a')).toBeUndefined()
  setEpoch(1)
  expect(memory.recall('a')).toBeUndefined()
})

for (const [what, before, after] of [
  ['something was narrowed', 1, 2],
  ['the epoch was not confirmed when it began', undefined, 1],
  ['the epoch is not confirmed when it ends', 1, undefined],
] as const) {
  test(`keeps nothing of a look-up during which ${what}`, () => {
    const { memory, setEpoch } = remembering()
    setEpoch(before)
    const keep = memory.beforeLookup()
    setEpoch(after)
    keep('a', { of: 'a' })
    for (const epoch of [1, 2]) {
      setEpoch(epoch)
      expect(memory.recall('a')).toBeUndefined()
    }
  })
}

test('is bounded, and what is used again outlives what is not', () => {
  const { memory, keep } = remembering()
  keep('used')
  keep('unused')
  for (let round = 0; round < 20; round += 1) {
    for (let each = 0; each < 1000; each += 1) keep(`${round} ${each}`)
    expect(memory.recall('used')).toEqual({ of: 'used' })
  }
  expect(memory.recall('unused')).toBeUndefined()
  const held = Array.from({ length: 20_000 }, (_, n) => `${Math.floor(n / 1000)} ${n % 1000}`).filter(
    name => memory.recall(name) !== undefined,
  )
  expect(held.length).toBeLessThanOrEqual(2 * 4096)
})
