import { Secret } from '@latchkey/protocol'
import { attenuate, type Caveat, readToken, refused, writeToken } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse, granted, ownClient, type SmallHouse } from '../credentials/testing/small-house.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { TokenSet } from './index.ts'
import { eventsOf, mailOf, refreshIn, somebody } from './testing/refreshing.ts'

const identify = { action: 'identify' } as const
const version: Caveat = { kind: 'version', versions: ['1.0'] }
const other = { ...ownClient, id: 'other', name: 'Other' }

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let tokens: TokenSet

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    const made = await house.loginOf(alice, { deviceName: 'build-7' })
    tokens = made.tokens
  })

  const says = async (token: Secret | string) => {
    const answer = await house.ask(token, identify)
    return answer.answer === 'refused' ? answer.refusal.code : answer.answer
  }
  const refreshing = async ({ refreshToken }: TokenSet) => {
    const answer = await refreshIn(house, refreshToken)
    return refused(answer) ? answer.code : 'refreshed'
  }
  const narrowed = (token: Secret | string, ...caveats: readonly Caveat[]) =>
    writeToken(attenuate(granted(readToken(typeof token === 'string' ? token : token.expose())), ...caveats))

  describe('burning', () => {
    const burn = (token: Secret | string) => {
      const verified = granted(
        house.credentials.verify(typeof token === 'string' ? new Secret(token) : token),
      )
      if (verified.kind === 'key') throw new Error('This is a key.')
      return house.logins.burn(verified, somebody)
    }

    test.for(['accessToken', 'refreshToken'] as const)(
      'the plain %s ends the login, and its account is told',
      async which => {
        expect(await burn(tokens[which])).toMatchObject({ whole: true })
        expect(await says(tokens.accessToken)).toBe('login_ended')
        expect(await refreshing(tokens)).toBe('invalid_grant')
        expect(await eventsOf(house, alice)).toContain('login.burned')
        const [mail] = await mailOf(house)
        expect(mail).toMatchObject({
          ...{ recipient: 'alice@example.com', subject: 'The login "latchkey on build-7" was burned' },
        })
        expect(mail?.text).not.toContain(tokens[which].expose())
      },
    )

    test('an access token that is over ends the login all the same: who has it had the login', async () => {
      house.clock.advance(31 * 60_000)
      expect(await burn(tokens.accessToken)).toMatchObject({ whole: true })
      expect(await refreshing(tokens)).toBe('invalid_grant')
    })

    test('again changes nothing and tells nobody', async () => {
      await burn(tokens.accessToken)
      await burn(tokens.refreshToken)
      expect(await mailOf(house)).toHaveLength(1)
      expect((await eventsOf(house, alice)).filter(what => what === 'login.burned')).toHaveLength(1)
    })

    test('a narrowed access token dies with all that was made from it, and nothing that it was made from', async () => {
      const burned = narrowed(tokens.accessToken, version)
      const child = narrowed(burned, { kind: 'version', versions: ['1.0', '2.0'] })
      const sibling = narrowed(tokens.accessToken, { kind: 'version', versions: ['2.0'] })
      expect(await burn(burned)).toMatchObject({ whole: false })
      for (const dead of [burned, child]) expect(await says(dead)).toBe('token_revoked')
      for (const lives of [tokens.accessToken, sibling]) expect(await says(lives)).toBe('allowed')
      expect(await refreshing(tokens)).toBe('refreshed')
      expect(await eventsOf(house, alice)).toContain('login.token_burned')
    })

    test('a narrowed one again, or one that is over, writes nothing', async () => {
      const burned = narrowed(tokens.accessToken, version)
      await burn(burned)
      await burn(burned)
      house.clock.advance(31 * 60_000)
      await burn(narrowed(tokens.accessToken, { kind: 'version', versions: ['2.0'] }))
      expect((await eventsOf(house, alice)).filter(what => what === 'login.token_burned')).toHaveLength(1)
    })

    test('a narrowed one is told to the account, once a day however many are burned', async () => {
      for (const one of ['1.0', '2.0', '3.0'])
        await burn(narrowed(tokens.accessToken, { kind: 'version', versions: [one] }))
      const mail = await mailOf(house)
      expect(mail).toHaveLength(1)
      expect(mail[0]).toMatchObject({
        ...{ recipient: 'alice@example.com' },
        subject: 'A token made from the login "latchkey on build-7" was burned',
      })
      house.clock.advance(25 * 60 * 60_000)
      const next = granted(await refreshIn(house, tokens.refreshToken))
      await burn(narrowed(next.accessToken, version))
      expect(await mailOf(house)).toHaveLength(2)
    })

    test('what is kept of it goes a day after it would have been over', async () => {
      const kept = () => house.store.read.selectFrom('revoked_login_signatures').selectAll().execute()
      await burn(narrowed(tokens.accessToken, version))
      house.clock.advance(25 * 60 * 60_000)
      expect(await kept()).toHaveLength(1)
      const next = granted(await refreshIn(house, tokens.refreshToken))
      await burn(narrowed(next.accessToken, version))
      expect(await kept()).toHaveLength(1)
    })

    test('a refresh token with a restriction opens nothing, so nothing of it is killed', async () => {
      expect(await burn(narrowed(tokens.refreshToken, version))).toMatchObject({ whole: false })
      expect(await refreshing(tokens)).toBe('refreshed')
    })

    test('by the client itself is how one logs out: nobody is told (RFC 7009)', async () => {
      const verified = granted(house.credentials.verify(tokens.refreshToken))
      if (verified.kind === 'key') throw new Error('This is a key.')
      expect(await house.logins.revoke(verified, other, somebody)).toMatchObject({ code: 'unknown_login' })
      expect(await says(tokens.accessToken)).toBe('allowed')
      expect(await house.logins.revoke(verified, ownClient, somebody)).toMatchObject({ whole: true })
      expect(await says(tokens.accessToken)).toBe('login_ended')
      expect(await mailOf(house)).toEqual([])
      expect(await eventsOf(house, alice)).toContain('login.ended')
    })

    test('by its text alone kills keys and logins alike', async () => {
      await house.credentials.burn(tokens.accessToken, somebody)
      expect(await says(tokens.accessToken)).toBe('login_ended')
    })
  })
})
