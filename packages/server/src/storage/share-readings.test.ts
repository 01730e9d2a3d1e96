import { expect, test } from 'vitest'
import { shareReadings } from './share-readings.ts'

/** Readings that a test lets end, and how many have begun. */
function readings() {
  const ends: ((value: number) => void)[] = []
  const ask = shareReadings(() => new Promise<number>(resolve => ends.push(resolve)))
  return { ask, ends }
}

test('those who ask at the same time share one reading', async () => {
  const { ask, ends } = readings()
  const asked = [ask(), ask(), ask()]
  await expect.poll(() => ends.length).toBe(1)
  ends[0]?.(7)
  expect(await Promise.all(asked)).toEqual([7, 7, 7])
})

test('whoever asks while one is on its way gets the next, which begins after it ended', async () => {
  const { ask, ends } = readings()
  const first = ask()
  await expect.poll(() => ends.length).toBe(1)
  const second = [ask(), ask()]
  await new Promise(setImmediate)
  expect(ends).toHaveLength(1)
  ends[0]?.(1)
  expect(await first).toBe(1)
  await expect.poll(() => ends.length).toBe(2)
  ends[1]?.(2)
  expect(await Promise.all(second)).toEqual([2, 2])
})

test('one that fails fails for those who shared it, and the next is tried', async () => {
  let attempts = 0
  const ask = shareReadings(async () => {
    attempts += 1
    if (attempts === 1) throw new Error('gone')
    return attempts
  })
  const outcomes = await Promise.allSettled([ask(), ask()])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ask()).toBe(2)
})
