/** What the token of a login is taken for, and what presenting it tells. */
import type { Secret } from '@latchkey/protocol'
import { attenuate, type Caveat, parseNetwork, readToken, refused, writeToken } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Attempt, decideAgain } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { preconfigured } from '../clients/index.ts'
import { keyCaveats } from '../keys/index.ts'
import { createLogins, type Login, type TokenSet } from '../logins/index.ts'
import { loginIn, refreshIn, show } from '../logins/testing/refreshing.ts'
import type { Organization } from '../organizations/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createCredentials } from './index.ts'
import { createSmallHouse, granted, origin, presented, type SmallHouse } from './testing/small-house.ts'

const minute = 60_000
const place = { organization: 'acme', ecosystem: 'pypi', package: 'widget' } as const
const read: Attempt = { action: 'read', ...place }
const publish: Attempt = { action: 'publish', version: '1.0', ...place }
const administer: Attempt = { action: 'administer', organization: 'acme', administers: 'people' }
const from = { address: '192.0.2.7', userAgent: 'pip/24.0' }
const hexCli = granted(preconfigured.find(({ ecosystem }) => ecosystem === 'hex') ?? never())

function never(): never {
  throw new Error('There is no client of Hex.')
}

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let acme: Organization

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
    acme = await house.organization('acme', alice)
    const input = { organization: acme, ecosystem: 'pypi', visibility: 'private' } as const
    granted(await house.repositories.create(input, operator))
  })

  const answer = async (token: Secret | string, attempt: Attempt) => {
    const given = await house.ask(token, attempt)
    return given.answer === 'refused' ? given.refusal.code : given.answer
  }
  const narrowed = (token: Secret, ...caveats: readonly Caveat[]) =>
    writeToken(attenuate(granted(readToken(token.expose())), ...caveats))
  const disable = (account: Account, at: number | null) =>
    unrecorded(house.store).write(async transaction => {
      await transaction
        .updateTable('accounts')
        .set({ disabled_at: at })
        .where('id', '=', account.id)
        .execute()
    })

  describe('an access token', () => {
    test('stands for its account, in the scopes that were granted', async () => {
      const { login, tokens } = await house.loginOf(alice, { deviceName: 'build-7', scope: 'repositories' })
      expect(granted(await house.authenticate(tokens.accessToken))).toMatchObject({
        ...{ kind: 'token', holder: 'login', id: login.id, name: 'latchkey on build-7' },
        principal: { kind: 'account', id: alice.id },
        login: { clientId: 'latchkey', scope: 'repositories', generation: 0 },
        expiresAt: login.expiresAt,
      })
      expect(await answer(tokens.accessToken, read)).toBe('allowed')
      expect(await answer(tokens.accessToken, publish)).toBe('action_not_allowed')
    })

    test('may do no more than its account may, whatever was granted', async () => {
      const { tokens } = await house.loginOf(bob)
      expect(await answer(tokens.accessToken, publish)).toBe('unknown_organization')
      await house.member(acme, bob, 'read')
      expect(await answer(tokens.accessToken, read)).toBe('allowed')
      expect(await answer(tokens.accessToken, publish)).toBe('role_insufficient')
    })

    test('is over after half an hour, to the second', async () => {
      const { tokens } = await house.loginOf(alice)
      house.clock.advance(30 * minute - 1)
      expect(await answer(tokens.accessToken, read)).toBe('allowed')
      house.clock.advance(1)
      expect(await answer(tokens.accessToken, read)).toBe('token_expired')
    })

    test('is refused while its account is disabled', async () => {
      const { tokens } = await house.loginOf(alice)
      await disable(alice, 1)
      expect(await answer(tokens.accessToken, read)).toBe('account_disabled')
      await disable(alice, null)
      expect(await answer(tokens.accessToken, read)).toBe('allowed')
    })

    test('is not taken where its row names another master key', async () => {
      const { login, tokens } = await house.loginOf(alice)
      await unrecorded(house.store).write(async transaction => {
        await transaction.updateTable('logins').set({ kid: 'older' }).where('id', '=', login.id).execute()
      })
      expect(await answer(tokens.accessToken, read)).toBe('login_ended')
    })

    test('makes keys that are held to all that it is held to, but its half hour', async () => {
      const { tokens } = await house.loginOf(alice, { scope: 'api:write' })
      const office = { kind: 'network', networks: [granted(parseNetwork('192.0.2.0/24'))] } as const
      const there = { address: '192.0.2.7' }
      const decision = await house.ask(narrowed(tokens.accessToken, office), { action: 'account', ...there })
      if (decision.answer !== 'allowed') throw new Error(JSON.stringify(decision))
      const { key, token } = granted(
        await house.keys.create({
          ...{
            owner: { kind: 'account', id: alice.id },
            name: 'made with it',
            by: decideAgain(decision.proof, house),
          },
          caveats: granted(keyCaveats({ allow: [{ actions: ['read', 'publish'], targets: ['*'] }] })),
        }),
      )
      expect(key.caveats.map(({ kind }) => kind).toSorted()).toEqual(['allow', 'allow', 'network'])
      house.clock.advance(60 * minute)
      expect(await answer(token, { ...publish, ...there })).toBe('allowed')
      expect(await answer(token, { ...publish, address: '203.0.113.9' })).toBe('network_not_allowed')
      expect(await answer(token, { ...read, ...there })).toBe('action_not_allowed')
    })

    test('read again in a transaction is what it was; once its login ended meanwhile, nothing', async () => {
      const { login, tokens } = await house.loginOf(alice)
      const credential = granted(await house.authenticate(tokens.accessToken))
      const again = () =>
        house.store.write(async transaction => {
          const recheck = await house.credentials.recheck(credential, transaction)
          return refused(recheck) ? { code: recheck.code } : recheck
        })
      expect(await again()).toEqual(credential)
      await house.logins.end(login.id, alice.id, operator)
      expect(await again()).toEqual({ code: 'login_ended' })
    })

    test('makes a key no more, once its login ended between the decision and the key', async () => {
      const { login, tokens } = await house.loginOf(alice)
      const decision = await house.ask(tokens.accessToken, { action: 'account' })
      if (decision.answer !== 'allowed') throw new Error(JSON.stringify(decision))
      const key = (name: string) =>
        house.keys.create({
          ...{
            owner: { kind: 'account' as const, id: alice.id },
            name,
            by: decideAgain(decision.proof, house),
          },
          caveats: granted(keyCaveats({ allow: [{ actions: ['read'], targets: ['*'] }] })),
        })
      expect(await key('before')).toMatchObject({ key: { name: 'before' } })
      await house.logins.end(login.id, alice.id, operator)
      expect(await key('after')).toMatchObject({ code: 'login_ended' })
    })
  })

  describe('a refresh token', () => {
    test('is no bearer credential, however genuine, and tells nothing by being presented', async () => {
      const { login, tokens } = await house.loginOf(alice)
      expect(await answer(tokens.refreshToken, read)).toBe('token_kind')
      await house.logins.flush()
      expect(await loginIn(house, login)).toEqual(login)
    })
  })

  describe('scopes mean what they mean at the moment of use', () => {
    test('who joins an organization reads and administers there at once, who leaves does not any more', async () => {
      const { tokens } = await house.loginOf(bob, { scope: 'api repositories' })
      expect(await answer(tokens.accessToken, read)).toBe('unknown_organization')
      await house.member(acme, bob, 'owner')
      for (const attempt of [read, publish, administer])
        expect(await answer(tokens.accessToken, attempt)).toBe('allowed')
      const member = { organizationId: acme.id, accountId: bob.id }
      granted(await house.organizations.removeMember(member, operator))
      for (const attempt of [read, publish, administer])
        expect(await answer(tokens.accessToken, attempt)).toBe('unknown_organization')
    })

    test('a client of Hex gets Hex alone, and the organizations of its account themselves', async () => {
      const { tokens } = await house.loginOf(bob, { client: hexCli, scope: 'api repositories' })
      await house.member(acme, bob, 'owner')
      for (const attempt of [read, publish])
        expect(await answer(tokens.accessToken, attempt)).toBe('target_not_allowed')
      expect(await answer(tokens.accessToken, administer)).toBe('allowed')
      await house.organization('beta', alice)
      expect(await answer(tokens.accessToken, { ...administer, organization: 'beta' })).toBe(
        'target_not_allowed',
      )
    })
  })

  describe('what presenting a token tells', () => {
    let login: Login
    let tokens: TokenSet

    beforeEach(async () => {
      const made = await house.loginOf(alice)
      login = made.login
      tokens = made.tokens
    })

    const seen = async () => {
      await house.logins.flush()
      return (await loginIn(house, login)).seen
    }

    test('its generation was shown: nothing before, then each once it is', async () => {
      expect(await seen()).toBe(-1)
      await show(house, tokens.accessToken)
      expect(await seen()).toBe(0)
      const next = granted(await refreshIn(house, tokens.refreshToken))
      expect(await seen()).toBe(0)
      await show(house, next.accessToken)
      expect(await seen()).toBe(1)
      await show(house, tokens.accessToken)
      expect(await seen()).toBe(1)
    })

    test('a token made from it tells the same, whatever else it is held to', async () => {
      const network = granted(parseNetwork('10.0.0.0/8'))
      const held = narrowed(
        tokens.accessToken,
        { kind: 'network', networks: [network] },
        { kind: 'version', versions: ['9.9'] },
        { kind: 'audience', origins: ['https://other.example.com'] },
      )
      expect(await answer(held, read)).not.toBe('allowed')
      expect(await seen()).toBe(0)
    })

    test('a token that is over tells nothing, nor does one made from it that was to be over sooner', async () => {
      const until = house.clock.now() / 1000 + 60
      const short = narrowed(tokens.accessToken, { kind: 'expires', expiresAt: until, notBefore: 0 })
      house.clock.advance(minute)
      expect(await answer(short, read)).toBe('token_expired')
      expect(await seen()).toBe(-1)
      house.clock.advance(30 * minute)
      expect(await answer(tokens.accessToken, read)).toBe('token_expired')
      expect(await seen()).toBe(-1)
    })

    test('a forged one tells nothing', async () => {
      const text = tokens.accessToken.expose()
      expect(await answer(`${text.slice(0, -3)}AAA`, read)).toBe('signature_mismatch')
      expect(await seen()).toBe(-1)
    })

    test('is noted once for each generation, however often it is presented', async () => {
      const noted: number[] = []
      const { keys, logins, masterKeys, clock } = house
      const watched = {
        ...logins,
        seen(id: string, generation: number) {
          noted.push(generation)
          logins.seen(id, generation)
        },
      }
      const credentials = createCredentials({ keys, logins: watched, masterKeys, clock, origin })
      const present = async (token: Secret) => {
        granted(await credentials.authenticate(presented(token), from))
        await logins.flush()
      }
      for (let time = 0; time < 3; time += 1) await present(tokens.accessToken)
      const next = granted(await refreshIn(house, tokens.refreshToken))
      for (let time = 0; time < 3; time += 1) await present(next.accessToken)
      expect(noted).toEqual([0, 1])
    })

    test('CVE row 19: where the database takes no write a login works, and what it tells is written once it does', async () => {
      const failures: unknown[] = []
      const { store, clock, masterKeys, keys } = house
      let isReadOnly = true
      const readOnly = {
        ...store,
        write: ((work, options) =>
          isReadOnly
            ? Promise.reject(new Error('attempt to write a readonly database'))
            : store.write(work, options)) as typeof store.write,
      }
      const random = () => new Uint8Array(16)
      const logins = createLogins({
        ...{ store: readOnly, clock, random, masterKeys, origin },
        flushFailed: error => failures.push(error),
      })
      const credentials = createCredentials({ keys, logins, masterKeys, clock, origin })
      granted(await credentials.authenticate(presented(tokens.accessToken), from))
      await logins.flush()
      expect(failures).toHaveLength(2)
      expect(await loginIn(house, login)).toEqual(login)
      isReadOnly = false
      await logins.flush()
      expect(await loginIn(house, login)).toMatchObject({ seen: 0, lastUsed: { client: 'pip/24.0' } })
    })

    test('introspecting it tells the same: somebody showed it to whoever asks (RFC 7662); it is no use from there', async () => {
      expect(granted(await house.credentials.introspect(tokens.accessToken))).toMatchObject({ id: login.id })
      expect(await house.credentials.introspect(tokens.refreshToken)).toMatchObject({ code: 'token_kind' })
      expect(await seen()).toBe(0)
      expect((await loginIn(house, login)).lastUsed).toBeUndefined()
    })
  })
})
