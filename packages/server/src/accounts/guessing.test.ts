import { type Refusal, refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { refuseForNow } from '../limits/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Passwords } from './index.ts'
import { createCheapPasswords, createHouseOfAlice, ok, password, wrongPassword } from './testing.ts'

const minute = 60_000

type House = Awaited<ReturnType<typeof createHouseOfAlice>>

forEachEngine((_engine, open) => {
  const setUp = async (passwords?: Passwords) => createHouseOfAlice(await open(), passwords)

  describe('security 35: guessing', () => {
    const guess = (signIn: House['signIn'], count: number, address: (n: number) => string) =>
      Promise.all(
        Array.from({ length: count }, (_, n) => signIn({ password: wrongPassword, address: address(n) })),
      )
    const codes = (outcomes: readonly unknown[]) => outcomes.map(outcome => (outcome as Refusal).code)

    test('from one address: ten wrong passwords, then one every thirty seconds, also at the same time', async () => {
      const { signIn, clock } = await setUp()
      const outcomes = codes(await guess(signIn, 30, () => '192.0.2.66'))
      expect(outcomes.filter(code => code === 'wrong_password')).toHaveLength(10)
      expect(outcomes.filter(code => code === 'too_many_attempts')).toHaveLength(20)
      expect(await signIn({ address: '192.0.2.66' })).toMatchObject({
        code: 'too_many_attempts',
        retryAfter: 30,
      })
      clock.advance(30_000)
      expect(refused(await signIn({ address: '192.0.2.66' }))).toBe(false)
    })

    test('from one address at many names is counted together', async () => {
      const { signIn } = await setUp()
      for (let n = 0; n < 10; n += 1) await signIn({ username: `name-${n}`, password: wrongPassword })
      expect(await signIn({ username: 'name-10', password: wrongPassword })).toMatchObject({
        code: 'too_many_attempts',
      })
    })

    test('from a thousand addresses, or all of an IPv6 /64, is still ten', async () => {
      const { signIn } = await setUp()
      const outcomes = codes(await guess(signIn, 60, n => (n % 2 ? `198.51.100.${n}` : `2001:db8::${n}`)))
      expect(outcomes.filter(code => code === 'wrong_password')).toHaveLength(10)
    })

    test('from elsewhere never locks the owner out of where they have signed in before', async () => {
      const { signIn, sessions, clock } = await setUp()
      const { session } = ok(await signIn({ address: '203.0.113.5' }))
      await sessions.end(session, {})
      for (let round = 0; round < 5; round += 1) {
        await guess(signIn, 20, n => `198.51.100.${n}`)
        expect(await signIn({ address: '203.0.113.99' })).toMatchObject({ code: 'too_many_attempts' })
        expect(refused(await signIn({ address: '203.0.113.5' }))).toBe(false)
        clock.advance(minute)
      }
    })

    test('of a name that nobody has is limited in the same way', async () => {
      const { signIn } = await setUp()
      const outcomes = await Promise.all(
        Array.from({ length: 15 }, (_, n) =>
          signIn({ username: 'nobody-here', password: wrongPassword, address: `198.51.100.${n}` }),
        ),
      )
      expect(codes(outcomes).filter(code => code === 'wrong_password')).toHaveLength(10)
    })

    test('is not what somebody does who gives the right password', async () => {
      const { signIn } = await setUp()
      for (let n = 0; n < 30; n += 1) ok(await signIn())
    })

    test('is not what somebody does whom the server was too busy for', async () => {
      const cheap = createCheapPasswords()
      let busy = true
      const check: Passwords['check'] = (given, stored) =>
        busy ? Promise.resolve(refuseForNow('busy', 'Busy.', 3)) : cheap.check(given, stored)
      const { signIn } = await setUp({ ...cheap, check })
      for (let n = 0; n < 30; n += 1) expect(await signIn()).toMatchObject({ code: 'busy' })
      busy = false
      ok(await signIn())
    })

    test('by step-up is counted like signing in', async () => {
      const { signIn, sessions } = await setUp()
      const { session } = ok(await signIn())
      for (let n = 0; n < 10; n += 1) {
        expect(await sessions.stepUp(session, wrongPassword, { address: '192.0.2.1' })).toMatchObject({
          code: 'wrong_password',
        })
      }
      expect(await sessions.stepUp(session, password, { address: '192.0.2.1' })).toMatchObject({
        code: 'too_many_attempts',
      })
    })
  })
})
