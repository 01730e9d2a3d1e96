import { expect, test } from 'vitest'
import { createGenerations } from './generations.ts'

test('holds no more than two generations, and what is used again outlives what is not', () => {
  const kept = createGenerations<{ readonly of: string }>(100)
  kept.set('used', { of: 'used' })
  kept.set('unused', { of: 'unused' })
  for (let each = 0; each < 300; each += 1) {
    kept.set(`${each}`, { of: `${each}` })
    expect(kept.get('used')).toEqual({ of: 'used' })
  }
  expect(kept.get('unused')).toBeUndefined()
  const left = Array.from({ length: 300 }, (_, each) => kept.get(`${each}`)).filter(Boolean)
  expect(left.length).toBeLessThanOrEqual(200)
})

test('counts weights, and does not hold what is heavier than a generation', () => {
  const kept = createGenerations<object>(100)
  kept.set('too heavy', {}, 101)
  expect(kept.get('too heavy')).toBeUndefined()
  for (const name of ['a', 'b', 'c']) kept.set(name, {}, 60)
  expect(['a', 'b', 'c'].map(name => kept.get(name) !== undefined)).toEqual([false, true, true])
})

test('forgets everything at once', () => {
  const kept = createGenerations<object>(2)
  for (const name of ['a', 'b', 'c']) kept.set(name, {})
  kept.clear()
  expect(['a', 'b', 'c'].map(name => kept.get(name))).toEqual([undefined, undefined, undefined])
})
