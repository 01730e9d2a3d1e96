import { refused } from '@latchkey/tokens'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { createManualClock } from '../host/testing.ts'
import { createLimiter } from './index.ts'

function createTestLimiter(keys?: number) {
  const clock = createManualClock()
  const limiter = createLimiter({ clock, capacity: 3, refillEveryMs: 10_000, ...(keys ? { keys } : {}) })
  const takeAll = (key: string) => {
    while (!refused(limiter.take(key)));
  }
  return { clock, limiter, takeAll }
}

describe('a limiter', () => {
  test('lets as many through at once as the bucket holds, and says when the next may', () => {
    const { clock, limiter } = createTestLimiter()
    expect([limiter.take('a'), limiter.take('a'), limiter.take('a')]).toEqual([true, true, true])
    expect(limiter.take('a')).toMatchObject({
      code: 'too_many_requests',
      retryAfter: 10,
      next: 'Try again in 10 seconds.',
    })
    clock.advance(8_500)
    expect(limiter.take('a')).toMatchObject({ retryAfter: 2 })
    clock.advance(1_500)
    expect(limiter.take('a')).toBe(true)
    expect(limiter.take('a')).toMatchObject({ retryAfter: 10 })
  })

  test('lets whoever finds it full through at every instant, however many digits that has', () => {
    for (let n = 0; n < 1_000; n += 1) {
      const monotonic = () => 3_000 + n * 17.137
      const limiter = createLimiter({
        ...{ clock: { now: Date.now, monotonic }, capacity: 1, refillEveryMs: 60_000 },
      })
      expect(limiter.take('a')).toBe(true)
      expect(limiter.take('a')).toMatchObject({ code: 'too_many_requests' })
    }
  })

  test('counts each key by itself', () => {
    const { limiter, takeAll } = createTestLimiter()
    takeAll('a')
    expect(limiter.take('b')).toBe(true)
  })

  test('is not set back by asking while it refuses', () => {
    const { clock, limiter, takeAll } = createTestLimiter()
    takeAll('a')
    for (let second = 0; second < 9; second += 1) {
      clock.advance(1_000)
      expect(refused(limiter.take('a'))).toBe(true)
    }
    clock.advance(1_000)
    expect(limiter.take('a')).toBe(true)
  })

  test('takes back what was no abuse, and never holds more than its capacity', () => {
    const { limiter, takeAll } = createTestLimiter()
    takeAll('a')
    limiter.giveBack('a')
    expect(limiter.take('a')).toBe(true)
    expect(refused(limiter.take('a'))).toBe(true)
    limiter.giveBack('b')
    expect([limiter.take('b'), limiter.take('b'), limiter.take('b')]).toEqual([true, true, true])
    expect(refused(limiter.take('b'))).toBe(true)
  })

  test('security 35: a flood of addresses does not grow memory, and displaces the least recently used', () => {
    const { limiter, takeAll } = createTestLimiter(1_000)
    takeAll('early')
    for (let n = 0; n < 990; n += 1) limiter.take(`flood-${n}`)
    expect(refused(limiter.take('early'))).toBe(true)
    for (let n = 990; n < 100_000; n += 1) limiter.take(`flood-${n}`)
    expect(limiter.size).toBe(1_000)
  })

  test('makes room first where a key was not used again, however early the others came', () => {
    const { limiter, takeAll } = createTestLimiter(10)
    takeAll('busy')
    for (let n = 0; n < 1_000; n += 1) {
      limiter.take(`flood-${n}`)
      expect(refused(limiter.take('busy'))).toBe(true)
    }
    expect(limiter.size).toBe(10)
  })

  test('never lets more through than its capacity and what came back since', () => {
    const steps = fc.array(fc.nat({ max: 20_000 }), { maxLength: 60 })
    const property = fc.property(steps, pauses => {
      const { clock, limiter } = createTestLimiter()
      let taken = 0
      for (const pause of pauses) {
        clock.advance(pause)
        if (limiter.take('a') === true) taken += 1
        expect(taken).toBeLessThanOrEqual(3 + clock.monotonic() / 10_000)
      }
    })
    fc.assert(property, propertyOptions(2_000))
  })
})
