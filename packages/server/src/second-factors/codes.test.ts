/** Taking codes: once each, on every surface, and not for whoever guesses. */
import { Secret } from '@latchkey/protocol'
import { refuse, refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { createHouseOfAlice, ok } from '../accounts/testing.ts'
import { causeByAccount } from '../audit/index.ts'
import { createSeededRandom } from '../host/testing.ts'
import type { Store } from '../storage/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSecondFactors, type SecondFactors } from './index.ts'
import { giveSecondFactor, secondFactorKey } from './testing.ts'

const minute = 60_000
const anywhere = (address = '192.0.2.1') => ({ address, client: 'Firefox' })
const wrong = new Secret('000000')

forEachEngine((_engine, open) => {
  let store: Store
  let house: Awaited<ReturnType<typeof createHouseOfAlice>>
  let app: Awaited<ReturnType<typeof giveSecondFactor>>
  let secondFactors: SecondFactors

  /** Another node on the same database. */
  const node = (seed: string) =>
    createSecondFactors({
      ...{ store, clock: house.clock, random: createSeededRandom(seed) },
      ...{ key: secondFactorKey, origin: 'https://packages.example.com' },
    })

  beforeEach(async () => {
    store = await open()
    house = await createHouseOfAlice(store)
    app = await giveSecondFactor(store, house.alice.id, house.clock)
    secondFactors = node('one')
  })

  /** Gives a code for nothing but to have it taken. */
  const give = (code: Secret, { from = anywhere(), at = secondFactors } = {}) => {
    const cause = causeByAccount(house.alice.id, 'session', from)
    return at.check({ accountId: house.alice.id, code, cause }, async (_, given) => given)
  }
  const events = async () =>
    (await store.read.selectFrom('events').select('what').orderBy('id').execute())
      .map(({ what }) => what)
      .filter(what => what.startsWith('second_factor'))
  const subjects = async () =>
    (await store.read.selectFrom('outbox').select('subject').execute()).map(({ subject }) => subject)

  describe('a code of the app', () => {
    test('is taken, and says of which step it was', async () => {
      const given = ok(await give(app.code()))
      expect(given).toEqual({
        ...{ accountId: house.alice.id, at: house.clock.now() },
        step: Math.floor(house.clock.now() / 30_000),
      })
    })

    test('CVE row 15: is taken once, however often it is sent', async () => {
      ok(await give(app.code()))
      expect(await give(app.code())).toMatchObject({ code: 'invalid_totp' })
      ok(await give(app.code(1)))
    })

    test('CVE row 15: is taken once of twenty that come at the same time to two nodes', async () => {
      const other = node('two')
      const both = [secondFactors, other]
      const sent = Array.from({ length: 20 }, (_, at) => give(app.code(), { at: both[at % 2] ?? other }))
      const outcomes = await Promise.all(sent)
      expect(outcomes.filter(each => !refused(each))).toHaveLength(1)
    })

    test('CVE row 15: is taken once across every surface: signing in, a window, and whatever else asks', async () => {
      const subject = { kind: 'login', id: 'l1', accountId: house.alice.id } as const
      const cause = causeByAccount(house.alice.id, 'session', anywhere())
      const surfaces = {
        session: async (code: Secret) =>
          secondFactors.giveTo(ok(await house.signIn()).session, code, anywhere()),
        window: (code: Secret) => secondFactors.openWindow(subject, code, cause),
        check: (code: Secret) => give(code),
      }
      for (const [first, take] of Object.entries(surfaces)) {
        ok<unknown>(await take(app.nextCode(house.clock)))
        for (const [second, again] of Object.entries(surfaces)) {
          // Its own code is no replay: the window that it opened is open.
          if (first === 'window' && second === 'window') continue
          expect(await again(app.code()), `${first}, then ${second}`).toMatchObject({ code: 'invalid_totp' })
          ok(await give(app.nextCode(house.clock)))
          ok<unknown>(await take(app.nextCode(house.clock)))
        }
      }
    })

    test('of before one that was taken is none any more', async () => {
      ok(await give(app.code(1)))
      expect(await give(app.code())).toMatchObject({ code: 'invalid_totp' })
    })

    test('is not taken where what it was for did not succeed', async () => {
      const cause = causeByAccount(house.alice.id, 'session', anywhere())
      const attempt = { accountId: house.alice.id, code: app.code(), cause }
      const failed = await secondFactors.check(attempt, async () => refuse('busy', 'Not now.', 'Try again.'))
      expect(failed).toMatchObject({ code: 'busy' })
      await expect(
        secondFactors.check(attempt, async () => {
          throw new Error('broken')
        }),
      ).rejects.toThrow('broken')
      ok(await give(app.code()))
    })

    test('of another account is none', async () => {
      const bob = ok(
        await house.accounts.create(
          { username: 'bob', email: 'bob@example.com', password: new Secret('a long enough phrase') },
          { actor: { kind: 'operator' } },
        ),
      )
      const theirs = await giveSecondFactor(store, bob.id, house.clock)
      expect(await give(theirs.code())).toMatchObject({ code: 'invalid_totp' })
    })

    test('is none for an account without a second factor', async () => {
      ok(await secondFactors.remove(house.alice.id, { actor: { kind: 'operator' } }))
      expect(await give(app.code())).toMatchObject({ code: 'no_second_factor' })
    })
  })

  describe('a wrong code', () => {
    const guess = async (times: number) => {
      for (let n = 0; n < times; n += 1) expect(await give(wrong)).toMatchObject({ code: 'invalid_totp' })
    }

    test('CVE row 17: the sixth guess must wait, from a new address and on another node too', async () => {
      await guess(5)
      expect(await give(wrong)).toMatchObject({ code: 'too_many_requests', retryAfter: 300 })
      const elsewhere = { from: anywhere('2001:db8::9'), at: node('two') }
      expect(await give(wrong, elsewhere)).toMatchObject({ code: 'too_many_requests' })
      expect(await give(app.code(), elsewhere)).toMatchObject({ code: 'too_many_requests' })
    })

    test('CVE row 17: of a hundred that come at once, five are looked at', async () => {
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => give(wrong)))
      const codes = outcomes.map(each => (refused(each) ? each.code : 'taken'))
      expect(codes.filter(code => code === 'invalid_totp')).toHaveLength(5)
      expect(codes.filter(code => code === 'too_many_requests')).toHaveLength(95)
    })

    test('security 21: after five minutes one is looked at, and each wrong one makes the wait twice as long', async () => {
      await guess(5)
      for (const minutes of [5, 10, 20]) {
        house.clock.advance(minutes * minute - 1)
        expect(await give(wrong)).toMatchObject({ code: 'too_many_requests', retryAfter: 1 })
        house.clock.advance(1)
        await guess(1)
      }
      house.clock.advance(40 * minute)
      ok(await give(app.code()))
    })

    test('is forgotten once a right one was given, and after a day', async () => {
      await guess(4)
      ok(await give(app.code()))
      await guess(4)
      house.clock.advance(24 * 60 * minute)
      await guess(4)
      ok(await give(app.code()))
    })

    test('is counted though it is no code at all, and though it was one', async () => {
      ok(await give(app.code()))
      for (const code of ['', 'abc', '12345', '1234567']) await give(new Secret(code))
      expect(await give(app.code())).toMatchObject({ code: 'invalid_totp' })
      expect(await give(app.code(1))).toMatchObject({ code: 'too_many_requests' })
    })

    test('is told to the person and written down, once for five', async () => {
      await guess(5)
      house.clock.advance(5 * minute)
      await guess(1)
      expect(await subjects()).toEqual([expect.stringContaining('five wrong codes')])
      expect(await events()).toEqual(['second_factor.guessed'])
    })
  })

  describe('a recovery code', () => {
    test('is taken once in place of a code, however it is written, and told to the person', async () => {
      const written = new Secret(` ${app.recoveryCode.expose().toUpperCase().replaceAll('-', ' ')}\n`)
      expect(ok(await give(written))).toMatchObject({ step: null })
      expect(await give(app.recoveryCode)).toMatchObject({ code: 'invalid_totp' })
      expect(await secondFactors.status(house.alice.id)).toMatchObject({ recoveryCodesLeft: 0 })
      expect(await events()).toEqual(['second_factor.recovery_code_used'])
      expect(await subjects()).toEqual([expect.stringContaining('recovery codes was used')])
    })

    test('is taken once of ten that come at the same time', async () => {
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => give(app.recoveryCode)))
      expect(outcomes.filter(each => !refused(each))).toHaveLength(1)
    })

    test('lets the owner in while somebody guesses, and guessing one is not what keeps a code waiting', async () => {
      const made = new Secret('aaaa-bbbb-cccc-dddd-eeee-ffff')
      for (let n = 0; n < 20; n += 1) expect(await give(made)).toMatchObject({ code: 'invalid_totp' })
      ok(await give(app.code()))
      for (let n = 0; n < 6; n += 1) await give(wrong)
      expect(await give(made)).toMatchObject({ code: 'invalid_totp' })
      ok(await give(app.recoveryCode))
      expect(await give(app.code(1))).toMatchObject({ code: 'too_many_requests' })
    })
  })
})
