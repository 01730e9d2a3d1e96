import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../host/testing.ts'
import { createRequestLimits, type Rates, unlimited } from './request-limits.ts'

function limitsOf(rates: Partial<Rates>) {
  const clock = createManualClock()
  return { clock, limits: createRequestLimits({ clock, rates: { ...unlimited, ...rates } }) }
}

const ci = { id: 'k1', name: 'ci', principal: { kind: 'account', id: 'a1' } } as const

describe('a rate', () => {
  test('is so many at once, and as many a minute after that', () => {
    const { clock, limits } = limitsOf({ anonymous: 2 })
    const take = () => limits.anonymous('192.0.2.7')
    expect([take(), take()]).toEqual([true, true])
    expect(take()).toMatchObject({
      code: 'too_many_requests',
      message: 'Too many requests came from your address without a credential.',
      next: 'Try again in 30 seconds.',
      retryAfter: 30,
      rate: { perMinute: 2, oneAgainAt: Math.ceil(clock.now() / 1000) + 30 },
    })
    clock.advance(30_000)
    expect(take()).toBe(true)
    expect(take()).toMatchObject({ retryAfter: 30 })
  })

  test('of 0 is none', () => {
    const { limits } = limitsOf({})
    for (let n = 0; n < 10_000; n += 1) expect(limits.failed('192.0.2.7')).toBe(true)
  })

  test('is each address’s own, and one /64 of IPv6 is one address', () => {
    const { limits } = limitsOf({ failed: 1 })
    expect(limits.failed('2001:db8::1')).toBe(true)
    expect(limits.failed('2001:db8::2')).toMatchObject({ code: 'too_many_requests' })
    expect(limits.failed('2001:db8:0:1::1')).toBe(true)
  })
})

test('what one key used up is another key’s still, until the account has none left', () => {
  const { limits } = limitsOf({ key: 2, account: 3 })
  expect([limits.key(ci), limits.key(ci)]).toEqual([true, true])
  expect(limits.key(ci)).toMatchObject({ message: 'Too many requests came with the key "ci".' })
  expect(limits.key({ ...ci, holder: 'login' })).toMatchObject({
    message: 'Too many requests came with the login "ci".',
  })
  const laptop = { ...ci, id: 'k2', name: 'laptop' }
  expect(limits.key(laptop)).toBe(true)
  const refusal = limits.key(laptop)
  expect(refused(refusal) && refusal.message).toMatch(/all keys and logins of its owner/)
  expect(limits.account('a1')).toMatchObject({ code: 'too_many_requests' })
  expect(limits.account('a2')).toBe(true)
})

test('a request that the account has no room for takes nothing from its key', () => {
  const { clock, limits } = limitsOf({ key: 4, account: 1 })
  expect(limits.key(ci)).toBe(true)
  for (let n = 0; n < 10; n += 1)
    expect(limits.key(ci)).toMatchObject({ message: expect.stringMatching('of its owner together') })
  clock.advance(60_000)
  expect(limits.key(ci)).toBe(true)
})

test('what is counted for one thing is not counted for another', () => {
  const { limits } = limitsOf({ anonymous: 1, failed: 1, burn: 1 })
  const address = '192.0.2.7'
  expect([limits.anonymous(address), limits.failed(address), limits.burn(address)]).toEqual([
    true,
    true,
    true,
  ])
})
