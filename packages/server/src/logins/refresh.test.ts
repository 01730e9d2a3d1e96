import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Login, TokenSet } from './index.ts'
import { eventsOf, loginIn, mailOf, refreshIn, show } from './testing/refreshing.ts'

const minute = 60_000
const hour = 60 * minute

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let login: Login
  let first: TokenSet

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    const made = await house.loginOf(alice, { deviceName: 'build-7' })
    login = made.login
    first = made.tokens
  })

  const refresh = async (tokens: TokenSet) => granted(await refreshIn(house, tokens.refreshToken))
  const refusal = async (tokens: TokenSet) => {
    const answer = await refreshIn(house, tokens.refreshToken)
    return refused(answer) ? answer.code : 'refreshed'
  }
  const isLive = async (tokens: TokenSet) => !refused(await house.authenticate(tokens.accessToken))

  describe('a refresh', () => {
    test('moves the generation on by one and gives two new tokens', async () => {
      const second = await refresh(first)
      expect(second.refreshToken.expose()).not.toBe(first.refreshToken.expose())
      expect(second.accessToken.expose()).not.toBe(first.accessToken.expose())
      expect(second).toMatchObject({ expiresIn: 1800, grantedScope: 'api repositories' })
      expect(await loginIn(house, login)).toMatchObject({ generation: 1, rotatedAt: house.clock.now() })
      expect(await isLive(second)).toBe(true)
    })

    test('leaves the access token before alone until it is over: others may be using it', async () => {
      await refresh(first)
      expect(await isLive(first)).toBe(true)
    })

    test('CVE row 14: fifty at the same time give one successor', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(first)))
      expect(new Set(answers.map(each => each.refreshToken.expose())).size).toBe(1)
      expect(new Set(answers.map(each => each.accessToken.expose())).size).toBe(1)
      expect((await loginIn(house, login)).generation).toBe(1)
    })

    test('is a use: where from is in the list of logins', async () => {
      await refresh(first)
      await house.logins.flush()
      expect((await loginIn(house, login)).lastUsed).toEqual({
        ...{ at: house.clock.now(), address: '203.0.113.9', client: 'curl/8.5' },
      })
    })

    test('can be done a hundred times in a row', async () => {
      let tokens = first
      for (let round = 0; round < 100; round += 1) tokens = await refresh(tokens)
      expect((await loginIn(house, login)).generation).toBe(100)
      await show(house, tokens.accessToken)
    })
  })

  describe('whose answer was lost', () => {
    test('gives the same successor a night later, with a freshly dated access token of the same generation', async () => {
      const lost = await refresh(first)
      house.clock.advance(9 * hour)
      const again = await refresh(first)
      expect(again.refreshToken.expose()).toBe(lost.refreshToken.expose())
      expect(again.accessToken.expose()).not.toBe(lost.accessToken.expose())
      expect(again.expiresIn).toBe(1800)
      const shown = granted(await house.authenticate(again.accessToken))
      expect(shown).toMatchObject({ login: { generation: 1 } })
      expect(await loginIn(house, login)).toMatchObject({ generation: 1 })
    })

    test('gives it as often as it is lost', async () => {
      const lost = await refresh(first)
      for (let night = 0; night < 5; night += 1) {
        house.clock.advance(9 * hour)
        expect((await refresh(first)).refreshToken.expose()).toBe(lost.refreshToken.expose())
      }
    })

    test('gives it within a minute although its access token was shown: one process got the answer, another did not', async () => {
      const second = await refresh(first)
      await show(house, second.accessToken)
      house.clock.advance(minute)
      expect((await refresh(first)).refreshToken.expose()).toBe(second.refreshToken.expose())
    })

    test('goes on from the successor as if nothing had been lost', async () => {
      await refresh(first)
      const again = await refresh(first)
      const third = await refresh(again)
      await show(house, third.accessToken)
      expect((await loginIn(house, login)).generation).toBe(2)
    })
  })

  describe('of a copy', () => {
    const ended = async () => {
      expect(await loginIn(house, login)).toMatchObject({
        ...{ endedAt: house.clock.now(), endedBecause: 'stolen' },
      })
    }

    test('the generation before the last ends the login, even at once', async () => {
      const second = await refresh(first)
      const third = await refresh(second)
      expect(await refusal(first)).toBe('invalid_grant')
      await ended()
      expect(await isLive(third)).toBe(false)
      expect(await refusal(third)).toBe('invalid_grant')
    })

    test('is noticed whatever scope it asks for', async () => {
      await refresh(await refresh(first))
      const answer = await refreshIn(house, first.refreshToken, { scope: 'package:pypi:acme/widget' })
      expect(answer).toMatchObject({ code: 'invalid_grant' })
      await ended()
    })

    test('the last generation ends the login once the new one was shown and a minute is over', async () => {
      const second = await refresh(first)
      await show(house, second.accessToken)
      house.clock.advance(minute + 1)
      expect(await refusal(first)).toBe('invalid_grant')
      await ended()
      for (const tokens of [first, second]) expect(await isLive(tokens)).toBe(false)
    })

    test('ends it too where the thief came first, and the owner second', async () => {
      const thiefs = await refresh(first)
      await show(house, thiefs.accessToken)
      house.clock.advance(hour)
      expect(await refusal(first)).toBe('invalid_grant')
      await ended()
      expect(await refusal(thiefs)).toBe('invalid_grant')
    })

    test('a lost note of what was shown only delays this', async () => {
      const second = await refresh(first)
      granted(await house.authenticate(second.accessToken))
      house.clock.advance(hour)
      expect(await refusal(first)).toBe('refreshed')
      await show(house, granted(await refreshIn(house, first.refreshToken)).accessToken)
      expect(await refusal(first)).toBe('invalid_grant')
      await ended()
    })

    test('is written down once, with where it came from, and the account is told', async () => {
      const third = await refresh(await refresh(first))
      for (let time = 0; time < 3; time += 1) expect(await refusal(first)).toBe('invalid_grant')
      expect(await refusal(third)).toBe('invalid_grant')
      const { items } = await house.audit.list({ of: alice.id }, { what: 'login.stolen' })
      expect(items).toHaveLength(1)
      expect(items[0]).toMatchObject({
        ...{ actor: { kind: 'nobody' }, address: '203.0.113.9', client: 'curl/8.5' },
        subject: { kind: 'login', id: login.id, name: 'latchkey on build-7' },
      })
      const mail = await mailOf(house)
      expect(mail).toHaveLength(1)
      expect(mail[0]).toMatchObject({
        recipient: 'alice@example.com',
        subject: 'The login "latchkey on build-7" was ended: a copy of it is about',
      })
      expect(mail[0]?.text).toMatchInlineSnapshot(`
        "Hello alice,

        A refresh token of your login "latchkey on build-7" at https://packages.example.com was sent that had been used up, so two hold what only one should: the program that logged in, and somebody who copied its credentials. Nobody can tell which of them this was, so the login was ended, with every token made from it.

        What is known of it:
          Who: somebody who is not known
          When: 1 January 2026 at 12:00 UTC
          From: 203.0.113.9, with curl/8.5

        It was made on 1 January 2026 at 12:00 UTC, and never used.

        Find out how the copy got about before you log in again: a backup that was restored to another machine does it, and so does a thief. What was done with this account stands here:

          https://packages.example.com/account/logins
        "
      `)
      for (const { refreshToken } of [first, third])
        expect(mail[0]?.text).not.toContain(refreshToken.expose())
    })

    test('at the same time as a refresh by its owner leaves no token that lives', async () => {
      const second = await refresh(first)
      const [owners] = await Promise.all([
        refreshIn(house, second.refreshToken),
        refreshIn(house, first.refreshToken),
      ])
      await refreshIn(house, first.refreshToken)
      expect((await loginIn(house, login)).endedBecause).toBe('stolen')
      if (!refused(owners)) expect(await isLive(owners)).toBe(false)
    })
  })

  describe('of a login that is over', () => {
    const day = 24 * hour

    test('is refused thirty days after its last use, and not a moment before', async () => {
      house.clock.advance(29 * day)
      const second = await refresh(first)
      house.clock.advance(30 * day - 1)
      const third = await refresh(second)
      await house.logins.flush()
      house.clock.advance(30 * day)
      expect(await refusal(third)).toBe('invalid_grant')
      expect(await eventsOf(house, alice)).not.toContain('login.stolen')
    })

    test('is refused after a year, however much it was used, and so are its access tokens', async () => {
      let tokens = first
      for (let each = 0; each < 36; each += 1) {
        house.clock.advance(10 * day)
        tokens = await refresh(tokens)
      }
      house.clock.advance(5 * day - 10 * minute)
      tokens = await refresh(tokens)
      expect(tokens.expiresIn).toBe(600)
      house.clock.advance(10 * minute)
      expect(await refusal(tokens)).toBe('invalid_grant')
      expect(await isLive(tokens)).toBe(false)
    })
  })
})
