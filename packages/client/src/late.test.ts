import { expect, test } from 'vitest'
import { late } from './late.ts'

test('is loaded by its first call, and once', async () => {
  let loaded = 0
  const add = late(async () => {
    loaded += 1
    return (one: number, other: number) => one + other
  })
  expect(loaded).toBe(0)
  expect(await Promise.all([add(1, 2), add(3, 4)])).toEqual([3, 7])
  expect([await add(5, 6), loaded]).toEqual([11, 1])
})

test('what could not be loaded is tried again by the next call', async () => {
  const found = [undefined, () => 'there']
  const ask = late(async () => found.shift() ?? Promise.reject(new Error('too many open files')))
  await expect(ask()).rejects.toThrow('too many open files')
  expect(await ask()).toBe('there')
})
