import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { loginAt } from '../oauth/testing/house.ts'
import { type ManualClock, manualClock } from '../single-flight/testing/clocks.ts'
import { createFreshness, type Freshness } from './freshness.ts'

const minute = 60_000
let clock: ManualClock
let freshness: Freshness
beforeEach(() => {
  clock = manualClock()
  freshness = createFreshness(clock)
})

describe('to the millisecond', () => {
  test('a token is fresh until five minutes before its end, and usable until its end', () => {
    const login = loginAt(clock.now())
    clock.pass(25 * minute)
    expect(freshness.isFresh(login)).toBe(true)
    clock.pass(1)
    expect([freshness.isFresh(login), freshness.isUsable(login)]).toEqual([false, true])
    clock.pass(5 * minute - 2)
    expect(freshness.isUsable(login)).toBe(true)
    clock.pass(1)
    expect(freshness.isUsable(login)).toBe(false)
  })

  test('a short one is fresh for half of its life', () => {
    const short = loginAt(clock.now(), { expiresAt: clock.now() + minute })
    clock.pass(minute / 2)
    expect(freshness.isFresh(short)).toBe(true)
    clock.pass(1)
    expect(freshness.isFresh(short)).toBe(false)
  })

  test('one that was over when it came is neither fresh nor usable, in that millisecond either', () => {
    const over = loginAt(clock.now(), { expiresAt: clock.now() })
    expect([freshness.isFresh(over), freshness.isUsable(over)]).toEqual([false, false])
  })

  test('where it was told to be ahead by more, a token is fresh until then, and for half of its life at least', () => {
    const quarter = createFreshness(clock, 15 * minute)
    const [login, brief] = [20, 40].map(life =>
      loginAt(clock.now(), { expiresAt: clock.now() + life * minute }),
    )
    clock.pass(10 * minute)
    expect([login, brief].map(each => each && quarter.isFresh(each))).toEqual([true, true])
    clock.pass(1)
    expect([login, brief].map(each => each && quarter.isFresh(each))).toEqual([false, true])
    clock.pass(15 * minute)
    expect(brief && quarter.isFresh(brief)).toBe(false)
  })

  test('a clock that is behind by five minutes is one of another machine; by more, it was set back', () => {
    const login = loginAt(clock.now())
    clock.jump(-5 * minute)
    expect(freshness.isUsable(login)).toBe(true)
    clock.jump(-1)
    expect([freshness.isFresh(login), freshness.isUsable(login)]).toEqual([false, false])
  })
})

describe('a token that was received here', () => {
  test('ends when its life is over, however the wall clock was set; nothing of it holds for another', () => {
    const login = loginAt(clock.now())
    freshness.received(login)
    clock.pass(20 * minute)
    clock.jump(-20 * minute)
    expect(freshness.isFresh(login)).toBe(true)
    clock.pass(5 * minute + 1)
    expect(freshness.isFresh(login)).toBe(false)
    expect(freshness.isFresh({ ...login, token: new Secret('another') })).toBe(true)
  })

  test('ends by the wall clock, too: the other one stands still while a machine sleeps', () => {
    const login = loginAt(clock.now())
    freshness.received(login)
    clock.jump(30 * minute)
    expect(freshness.isUsable(login)).toBe(false)
  })

  test('is remembered with a hundred others, and forgotten after them', () => {
    const numbered = (n: number) => loginAt(clock.now(), { token: new Secret(`access-${n}`) })
    const first = numbered(0)
    for (let n = 0; n < 100; n += 1) freshness.received(numbered(n))
    clock.pass(26 * minute)
    clock.jump(-26 * minute)
    expect(freshness.isFresh(first)).toBe(false)
    freshness.received(numbered(100))
    expect(freshness.isFresh(first)).toBe(true)
  })
})

test('a token of which nobody said when it ends has no end', () => {
  const { expiresAt: _, ...endless } = loginAt(clock.now())
  freshness.received(endless)
  clock.pass(1e12)
  expect([freshness.isFresh(endless), freshness.isUsable(endless)]).toEqual([true, true])
})

test('one of which nobody said when it was received ends all the same', () => {
  const { receivedAt: _, ...login } = loginAt(clock.now())
  freshness.received(login)
  expect(freshness.isFresh(login)).toBe(true)
  clock.pass(25 * minute + 1)
  expect(freshness.isFresh(login)).toBe(false)
})
