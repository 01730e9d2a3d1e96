import { describe, expect, test } from 'vitest'
import { failuresNow, waitFor } from './guesses.ts'

const minute = 60_000
const day = 1440 * minute
const failedAt = 1_000_000_000

describe('security 21: a wrong code', () => {
  test.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 5],
    [6, 10],
    [7, 20],
    [12, 640],
    [13, 1280],
    [14, 1440],
    [400, 1440],
  ])('that was the one with number %i lets the next wait for %i minutes', (failures, minutes) => {
    const wait = waitFor({ failures, failedAt }, failedAt)
    expect(wait).toBe(minutes * minute)
    expect(waitFor({ failures, failedAt }, failedAt + wait)).toBe(0)
    if (wait > 0) expect(waitFor({ failures, failedAt }, failedAt + wait - 1)).toBe(1)
  })

  test('is forgotten after a day without another', () => {
    expect(failuresNow({ failures: 9, failedAt }, failedAt + day - 1)).toBe(9)
    expect(failuresNow({ failures: 9, failedAt }, failedAt + day)).toBe(0)
  })

  test('that nobody gave is none', () => {
    expect(failuresNow({ failures: 0, failedAt: null }, failedAt)).toBe(0)
    expect(waitFor({ failures: 0, failedAt: null }, failedAt)).toBe(0)
  })
})
