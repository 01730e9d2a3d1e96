import { expect, test } from 'vitest'
import { createManualClock } from '../../host/testing.ts'
import { createRestarts } from './restarts.ts'

test('what dies again and again is started more and more rarely, and at least every half minute', () => {
  const restarts = createRestarts(createManualClock())
  const waits = Array.from({ length: 12 }, () => {
    restarts.started()
    return restarts.wait()
  })
  expect(waits.slice(0, 4)).toEqual([100, 200, 400, 800])
  expect(waits.slice(-3)).toEqual([30_000, 30_000, 30_000])
})

test('what lived for a minute is started at once when it dies', () => {
  const clock = createManualClock()
  const restarts = createRestarts(clock)
  expect([restarts.wait(), restarts.wait(), restarts.wait()]).toEqual([100, 200, 400])
  restarts.started()
  clock.advance(59_999)
  expect(restarts.wait()).toBe(800)
  restarts.started()
  clock.advance(60_000)
  expect(restarts.wait()).toBe(100)
})
