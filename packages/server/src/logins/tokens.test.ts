import type { Secret } from '@latchkey/protocol'
import { parseIdentifier, readCaveat, readToken } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import {
  createSmallHouse,
  granted,
  origin,
  ownClient,
  type SmallHouse,
} from '../credentials/testing/small-house.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createLogins, type LoginsOptions } from './index.ts'
import { refreshIn } from './testing/refreshing.ts'

const minute = 60_000

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
  })

  const parts = (token: Secret) => {
    const macaroon = granted(readToken(token.expose()))
    const caveats = macaroon.caveats.map(({ identifier }) => readCaveat(identifier))
    return { identifier: granted(parseIdentifier(macaroon.identifier)), caveats, location: macaroon.location }
  }

  describe('the tokens of a login', () => {
    test('say which login and generation they are of; the access token when it ends, the refresh token nothing', async () => {
      const { login, tokens } = await house.loginOf(alice)
      const named = { kid: 'm1', id: login.id, generation: 0 }
      expect(parts(tokens.accessToken)).toEqual({
        identifier: { kind: 'login', ...named },
        caveats: [{ kind: 'expires', expiresAt: house.clock.now() / 1000 + 1800, notBefore: 0 }],
        location: 'packages.example.com',
      })
      expect(parts(tokens.refreshToken)).toMatchObject({
        identifier: { kind: 'refresh', ...named },
        caveats: [],
      })
      expect(tokens.expiresIn).toBe(1800)
    })

    test('are derived: the same login, generation and instant give the same texts, on every node and at any time', async () => {
      const { login, tokens } = await house.loginOf(alice)
      const issuedAt = house.clock.now()
      house.clock.advance(minute)
      const again = granted(await house.logins.tokensOf(login, { issuedAt }))
      expect([again.accessToken.expose(), again.refreshToken.expose()]).toEqual([
        tokens.accessToken.expose(),
        tokens.refreshToken.expose(),
      ])
      expect(again.expiresIn).toBe(1740)
    })

    test('are those of this login alone, and of this generation', async () => {
      const [one, other] = [await house.loginOf(alice), await house.loginOf(alice)]
      const next = granted(await refreshIn(house, one.tokens.refreshToken))
      const texts = [one.tokens, other.tokens, next].flatMap(each => [each.accessToken, each.refreshToken])
      expect(new Set(texts.map(each => each.expose())).size).toBe(6)
    })

    test('are stored nowhere, nor anything that they can be made from', async () => {
      const { tokens } = await house.loginOf(alice)
      const next = granted(await refreshIn(house, tokens.refreshToken))
      const rows = JSON.stringify([
        await house.store.read.selectFrom('logins').selectAll().execute(),
        await house.store.read.selectFrom('events').selectAll().execute(),
      ])
      for (const { accessToken, refreshToken } of [tokens, next])
        for (const token of [accessToken, refreshToken]) {
          const { signature } = granted(readToken(token.expose()))
          for (const form of ['base64url', 'base64', 'hex'] as const)
            expect(rows).not.toContain(Buffer.from(signature).toString(form))
        }
    })

    test('are none of a login whose master key this node has not got', async () => {
      const { login } = await house.loginOf(alice)
      const foreign = { ...login, kid: 'm9' }
      expect(await house.logins.tokensOf(foreign, { issuedAt: 0 })).toMatchObject({ code: 'invalid_grant' })
    })
  })

  describe('the scope of the answer', () => {
    test('lists a scope for each organization in the place of repositories, as they are now', async () => {
      const { login, tokens } = await house.loginOf(alice, { scope: 'api:read repositories' })
      expect(tokens).toMatchObject({ scope: 'api:read', grantedScope: 'api:read repositories' })
      await house.organization('acme', alice)
      await house.organization('beta', alice)
      const now = granted(await house.logins.tokensOf(login, { issuedAt: 0 }))
      expect(now).toMatchObject({
        scope: 'api:read repository:acme repository:beta',
        grantedScope: 'api:read repositories',
      })
    })

    test('is never empty: of somebody without an organization it stays the word itself', async () => {
      const { tokens } = await house.loginOf(alice, { scope: 'repositories' })
      expect(tokens.scope).toBe('repositories')
    })
  })

  describe('lifetimes', () => {
    const loginWith = async (lifetimes: LoginsOptions['lifetimes'] & object) => {
      const { store, clock, masterKeys } = house
      const random = () => crypto.getRandomValues(new Uint8Array(16))
      const logins = createLogins({ store, clock, random, masterKeys, origin, lifetimes })
      const now = clock.now()
      const input = { accountId: alice.id, client: ownClient, scope: 'api', cause: operator, now }
      const login = granted(await store.write(transaction => logins.insert(transaction, input)))
      const { expiresIn } = granted(await logins.tokensOf(login, { issuedAt: now }))
      return { expiresIn, lasts: login.expiresAt - login.createdAt }
    }
    const year = 365 * 24 * 60 * minute

    test('are half an hour and a year', async () => {
      expect(await loginWith({})).toEqual({ expiresIn: 1800, lasts: year })
    })

    test('can be made shorter, and an access token never outlives its login', async () => {
      expect(await loginWith({ accessToken: minute, longest: 10 * minute })).toEqual({
        ...{ expiresIn: 60, lasts: 10 * minute },
      })
      expect((await loginWith({ longest: 10 * minute })).expiresIn).toBe(600)
      expect((await loginWith({ unused: 5 * minute })).expiresIn).toBe(300)
    })

    test('cannot be made longer', async () => {
      expect(await loginWith({ accessToken: 2 * year, unused: 2 * year, longest: 2 * year })).toEqual({
        ...{ expiresIn: 1800, lasts: year },
      })
    })
  })

  test('a login is written down with what it may do, and with nothing that opens it', async () => {
    const { login } = await house.loginOf(alice, { deviceName: 'build-7', scope: 'api:read' })
    const { items } = await house.audit.list({ of: alice.id }, { what: 'login.created' })
    expect(items).toMatchObject([
      {
        subject: { kind: 'login', id: login.id, name: 'latchkey on build-7' },
        details: { scope: 'api:read' },
      },
    ])
  })

  test('with a code given while it was let in, its window is open from then', async () => {
    const { store, clock, logins } = house
    const now = clock.now()
    const window = { closesAt: now + 200_000, step: 7 }
    const input = {
      accountId: alice.id,
      client: ownClient,
      scope: 'api',
      window,
      cause: operator,
      now,
    }
    const login = granted(await store.write(transaction => logins.insert(transaction, input)))
    const windows = await store.read.selectFrom('windows').selectAll().execute()
    expect(windows).toMatchObject([
      { kind: 'login', credential_id: login.id, account_id: alice.id, closes_at: window.closesAt, step: 7 },
    ])
  })
})
