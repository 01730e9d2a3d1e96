/** The second factor at the moment of use: every case of when a token needs a one-time code, with real rows and codes. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSeededRandom } from '../host/testing.ts'
import type { Organization } from '../organizations/index.ts'
import { createSecondFactors, type SecondFactors } from '../second-factors/index.ts'
import { type App, giveSecondFactor, secondFactorKey } from '../second-factors/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createSmallHouse, granted, type SmallHouse } from './testing/small-house.ts'

const minute = 60_000
const place = { organization: 'acme', ecosystem: 'pypi', package: 'widget' } as const
const everything = [
  {
    actions: ['describe', 'read', 'publish', 'retire', 'delete', 'maintain', 'administer', 'account'],
    targets: ['*'],
  },
]

const changing: Record<string, Attempt> = {
  publish: { ...place, action: 'publish' },
  retire: { ...place, action: 'retire' },
  delete: { ...place, action: 'delete' },
  maintain: { ...place, action: 'maintain' },
  administer: { action: 'administer', organization: 'acme', administers: 'people' },
  account: { action: 'account' },
}
const looking: Record<string, Attempt> = {
  identify: { action: 'identify' },
  describe: { ...place, action: 'describe' },
  read: { ...place, action: 'read' },
  'administer, where nothing changes': {
    ...{ action: 'administer', organization: 'acme', administers: 'people' },
    safe: true,
  },
  'account, where nothing changes': { action: 'account', safe: true },
}
const inAcme = Object.entries(changing).filter(([action]) => action !== 'account')

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let secondFactors: SecondFactors
  let alice: Account
  let acme: Organization

  beforeEach(async () => {
    const store = await open()
    house = createSmallHouse(store)
    const random = createSeededRandom('second factors')
    const { clock } = house
    secondFactors = createSecondFactors({
      store,
      clock,
      random,
      key: secondFactorKey,
      origin: 'https://here',
    })
    alice = await house.account('alice')
    acme = await house.organization('acme', alice)
    const input = { organization: acme, ecosystem: 'pypi', visibility: 'private' } as const
    granted(await house.repositories.create(input, operator))
  })

  const withApp = (): Promise<App> => giveSecondFactor(house.store, alice.id, house.clock)
  const answer = async (token: Secret, attempt: Attempt) => {
    const given = await house.ask(token, attempt)
    return given.answer === 'refused' ? given.refusal.code : given.answer
  }
  const answers = async (token: Secret, attempts: Record<string, Attempt> | typeof inAcme) => {
    const all = Array.isArray(attempts) ? attempts : Object.entries(attempts)
    return new Set(await Promise.all(all.map(([, attempt]) => answer(token, attempt))))
  }
  const give = async (kind: 'login' | 'key', id: string, code: Secret, accountId = alice.id) => {
    const opened = await secondFactors.openWindow({ kind, id, accountId }, code, operator)
    return refused(opened) ? opened.code : 'open'
  }
  const login = async () => {
    const { login: made, tokens } = await house.loginOf(alice, { scope: 'api repositories' })
    return { id: made.id, token: tokens.accessToken }
  }

  describe('a token of a login', () => {
    test('needs no code where the account has no second factor', async () => {
      const { token } = await login()
      expect(await answers(token, changing)).toEqual(new Set(['allowed']))
    })

    test.each(Object.keys(changing))('needs an open window to %s', async action => {
      const app = await withApp()
      const { id, token } = await login()
      const attempt = changing[action]
      if (attempt === undefined) throw new Error('It is one of them.')
      expect(await answer(token, attempt)).toBe('totp_required')
      expect(await give('login', id, app.code())).toBe('open')
      expect(await answer(token, attempt)).toBe('allowed')
    })

    test('needs none for what changes nothing', async () => {
      await withApp()
      const { token } = await login()
      expect(await answers(token, looking)).toEqual(new Set(['allowed']))
    })

    test('goes without a code for five minutes, to the second, and is then asked again', async () => {
      const app = await withApp()
      const { id, token } = await login()
      await give('login', id, app.code())
      house.clock.advance(5 * minute - 1)
      expect(await answers(token, changing)).toEqual(new Set(['allowed']))
      house.clock.advance(1)
      expect(await answers(token, changing)).toEqual(new Set(['totp_required']))
    })

    test('is not let in by the window of another login, nor by that of a key', async () => {
      const app = await withApp()
      const [one, other] = [await login(), await login()]
      const key = await house.keyOf(alice, everything)
      await give('login', one.id, app.code())
      await give('key', key.key.id, app.nextCode(house.clock))
      expect(await answers(other.token, changing)).toEqual(new Set(['totp_required']))
    })

    test('takes a code inside the window as if none was sent', async () => {
      const app = await withApp()
      const { id, token } = await login()
      await give('login', id, app.code())
      expect(await give('login', id, app.code())).toBe('open')
      expect(await answers(token, changing)).toEqual(new Set(['allowed']))
    })

    test('that sends its own consumed code after the window is asked again, and nobody is counted as guessing', async () => {
      const app = await withApp()
      const { id, token } = await login()
      const code = app.code()
      await give('login', id, code)
      house.clock.advance(5 * minute)
      for (let round = 0; round < 10; round += 1) expect(await give('login', id, code)).toBe('totp_required')
      expect(await answers(token, changing)).toEqual(new Set(['totp_required']))
      expect(await give('login', id, app.code())).toBe('open')
    })

    test('that sends the code of another is refused as a replay', async () => {
      const app = await withApp()
      const [one, other] = [await login(), await login()]
      const code = app.code()
      await give('login', one.id, code)
      expect(await give('login', other.id, code)).toBe('invalid_totp')
      expect(await answers(other.token, changing)).toEqual(new Set(['totp_required']))
    })

    test('is in its window from the start where a code was given while it was let in', async () => {
      await withApp()
      const until = house.clock.now() + 5 * minute
      const { tokens } = await house.loginOf(alice, { scope: 'api', window: { closesAt: until, step: null } })
      expect(await answers(tokens.accessToken, changing)).toEqual(new Set(['allowed']))
      house.clock.advance(5 * minute)
      expect(await answers(tokens.accessToken, changing)).toEqual(new Set(['totp_required']))
    })

    test('is asked from the moment on that a second factor is added, and not after it is taken away', async () => {
      const { token } = await login()
      await withApp()
      expect(await answers(token, changing)).toEqual(new Set(['totp_required']))
      granted(await secondFactors.remove(alice.id, operator))
      expect(await answers(token, changing)).toEqual(new Set(['allowed']))
    })

    test('hears which page takes one, of this very login', async () => {
      await withApp()
      const { id, token } = await login()
      expect(await house.ask(token, { ...place, action: 'publish' })).toMatchObject({
        refusal: { next: expect.stringContaining(`/account/logins/${id}/step-up,`) },
      })
    })
  })

  test('a window is gone with its login, or its key, and that of another stays', async () => {
    const app = await withApp()
    const [ended, lives] = [await login(), await login()]
    const [revoked, kept] = [await house.keyOf(alice, everything), await house.keyOf(alice, everything)]
    for (const { id } of [ended, lives])
      expect(await give('login', id, app.nextCode(house.clock))).toBe('open')
    for (const { key } of [revoked, kept]) {
      expect(await give('key', key.id, app.nextCode(house.clock))).toBe('open')
    }
    granted(await house.logins.end(ended.id, alice.id, operator))
    granted(await house.keys.revoke(revoked.key.id, 'local command'))
    const windows = await house.store.read.selectFrom('windows').select('credential_id').execute()
    expect(new Set(windows.map(each => each.credential_id))).toEqual(new Set([lives.id, kept.key.id]))
  })

  describe('a person’s key', () => {
    test('needs no code, whatever it does', async () => {
      await withApp()
      const { token } = await house.keyOf(alice, everything)
      expect(await answers(token, changing)).toEqual(new Set(['allowed']))
    })

    describe('where the organization wants a window', () => {
      beforeEach(async () => {
        granted(await house.organizations.setPolicy(acme.id, { keysNeedWindow: true }, operator))
      })

      test('needs its own, opened by the same codes, for five minutes', async () => {
        const app = await withApp()
        const [{ key, token }, other] = [
          await house.keyOf(alice, everything),
          await house.keyOf(alice, everything),
        ]
        expect(await answers(token, inAcme)).toEqual(new Set(['totp_required']))
        expect(await give('key', key.id, app.code())).toBe('open')
        expect(await answers(token, inAcme)).toEqual(new Set(['allowed']))
        expect(await answers(other.token, inAcme)).toEqual(new Set(['totp_required']))
        house.clock.advance(5 * minute)
        expect(await answers(token, inAcme)).toEqual(new Set(['totp_required']))
      })

      test('reads as before, and changes elsewhere and of one’s own what it could', async () => {
        await withApp()
        const elsewhere = await house.organization('elsewhere', alice)
        const input = { organization: elsewhere, ecosystem: 'pypi', visibility: 'private' } as const
        granted(await house.repositories.create(input, operator))
        const { token } = await house.keyOf(alice, everything)
        expect(await answers(token, looking)).toEqual(new Set(['allowed']))
        expect(await answer(token, { action: 'account' })).toBe('allowed')
        expect(await answer(token, { ...place, organization: 'elsewhere', action: 'publish' })).toBe(
          'allowed',
        )
      })

      test('of somebody without a second factor hears that one is missing, and where to add it', async () => {
        const { token } = await house.keyOf(alice, everything)
        expect(await house.ask(token, { ...place, action: 'publish' })).toMatchObject({
          refusal: {
            code: 'second_factor_missing',
            next: expect.stringContaining('/account/second-factor'),
          },
        })
      })

      test('is none of an organization’s: that needs no code', async () => {
        const all = ['publish', 'retire', 'delete', 'maintain', 'administer']
        const { token } = await house.keyOfOrganization(acme, 'owner', [
          { actions: all, targets: ['*:acme'] },
        ])
        expect(await answers(token, inAcme)).toEqual(new Set(['allowed']))
      })
    })
  })
})
