/** Authorization codes (RFC 6749, section 4.1, with RFC 7636). */
import { parseScopes, type Scope, Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../accounts/testing.ts'
import { windowOf } from '../second-factors/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { NewAuthorizationCode, RedeemedCode } from './index.ts'
import {
  type AuthorizationsHouse,
  browser,
  clients,
  createAuthorizationsHouse,
  device,
  nonsense,
} from './testing/house.ts'

const second = 1000
const minute = 60 * second

/** RFC 7636, appendix B. */
const codeVerifier = new Secret('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const redirectUri = 'http://127.0.0.1:54321/callback'

forEachEngine((_engine, open) => {
  let house: AuthorizationsHouse
  let alice: Awaited<ReturnType<AuthorizationsHouse['session']>>

  beforeEach(async () => {
    house = await createAuthorizationsHouse(await open())
    alice = await house.session()
  })

  const scopes: readonly Scope[] = ok(parseScopes('api:read repositories'))
  const issue = (change: Partial<NewAuthorizationCode> = {}) => {
    const code = { client: clients.latchkey, redirectUri, codeChallenge, asked: scopes, scopes, ...change }
    return house.codes.issue(code, alice, browser)
  }
  const redeem = (code: Secret, change: Partial<RedeemedCode> = {}) =>
    house.codes.redeem({ code, client: clients.latchkey, redirectUri, codeVerifier, ...change }, device)
  const logins = async () => (await house.logins.list(alice.account.id)).items

  test('a code makes a login, with what was agreed to', async () => {
    const code = ok(await issue({ deviceName: 'laptop' }))
    expect(await logins()).toEqual([])
    expect(await redeem(code)).toMatchObject({ grantedScope: 'api:read repositories', expiresIn: 1800 })
    expect(await logins()).toMatchObject([{ deviceName: 'laptop', client: { id: 'latchkey' } }])
    const [approved] = (await house.events()).filter(({ what }) => what === 'authorization.approved')
    expect(approved).toMatchObject({ actor_id: alice.account.id, subject_id: 'latchkey' })
  })

  test('security 3: a code is 256 random bits, and the database holds its hash', async () => {
    const code = ok(await issue())
    expect(code.expose()).toMatch(/^[\w-]{43}$/)
    const stored = await house.store.read.selectFrom('authorization_codes').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(code.expose())
  })

  test('security 3: a code works for less than a minute', async () => {
    const code = ok(await issue())
    house.clock.advance(minute - 1)
    expect(refused(await redeem(code))).toBe(false)
    const late = ok(await issue())
    house.clock.advance(minute)
    expect(await redeem(late)).toMatchObject({ code: 'invalid_grant' })
  })

  test('security 3: a code that is used again ends the login of its first use, and that is written down', async () => {
    const code = ok(await issue())
    ok((await redeem(code)) as object)
    house.clock.advance(10 * minute)
    expect(await redeem(code, { codeVerifier: nonsense })).toMatchObject({ code: 'invalid_grant' })
    expect(await logins()).toMatchObject([{ endedBecause: 'ended' }])
    const named = (await house.events()).map(({ what }) => what)
    expect(named.slice(0, 2)).toEqual(['login.ended', 'authorization.code_replayed'])
    expect(await redeem(code)).toMatchObject({ code: 'invalid_grant' })
  })

  test('security 3: of two uses at once at most one is answered, and its login is ended', async () => {
    const code = ok(await issue())
    const answers = await Promise.all([redeem(code), redeem(code)])
    expect(answers.filter(refused)).toHaveLength(1)
    expect(await logins()).toMatchObject([{ endedBecause: 'ended' }])
  })

  describe('security 1, 2: a code is traded in only', () => {
    test.each<[string, Partial<RedeemedCode>]>([
      ['with its verifier', { codeVerifier: new Secret('x'.repeat(43)) }],
      ['with a verifier, and not with the challenge itself', { codeVerifier: new Secret(codeChallenge) }],
      ['with a verifier that is one', { codeVerifier: new Secret('short') }],
      ['with the redirect URI that it was sent to', { redirectUri: 'http://127.0.0.1:54322/callback' }],
      ['by its client', { client: clients.hex }],
    ])('%s', async (_what, change) => {
      const code = ok(await issue())
      expect(await redeem(code, change)).toMatchObject({ code: 'invalid_grant' })
      expect(await logins()).toEqual([])
      expect(refused(await redeem(code))).toBe(false)
    })

    test('as it is: one that is none hears the same', async () => {
      const code = ok(await issue())
      const refusal = await redeem(code, { client: clients.hex })
      expect(await redeem(nonsense)).toEqual(refusal)
      const noted = (await house.events()).filter(({ what }) => what === 'authorization.client_refused')
      expect(noted).toHaveLength(1)
      const listed = house.store.read.selectFrom('event_lists').selectAll()
      const theirs = listed.where('what', '=', 'authorization.client_refused')
      expect(await theirs.execute()).toMatchObject([{ list_id: alice.account.id }])
    })
  })

  test('whoever is signed out before the client comes back lets nobody in', async () => {
    const code = ok(await issue())
    await house.sessions.endAll(alice.account.id, { actor: { kind: 'operator' } })
    expect(await redeem(code)).toMatchObject({ code: 'invalid_grant' })
    expect(await logins()).toEqual([])
  })

  test('less than was asked for may be agreed to, never more, and not nothing', async () => {
    const [less] = scopes
    const beyond = ok(parseScopes('api:write'))
    expect(await issue({ scopes: beyond })).toMatchObject({ code: 'invalid_scope' })
    expect(await issue({ scopes: [] })).toMatchObject({ code: 'invalid_scope' })
    const code = ok(await issue({ scopes: less === undefined ? [] : [less] }))
    expect(await redeem(code)).toMatchObject({ grantedScope: 'api:read' })
  })

  test('with a second factor, what can change something takes a code, which opens the window of the login', async () => {
    const app = await house.giveSecondFactor(alice.account.id)
    const writing = { asked: ok(parseScopes('api:write')), scopes: ok(parseScopes('api:write')) }
    expect(await issue(writing)).toMatchObject({ code: 'totp_required' })
    const given = house.clock.now()
    const code = ok(await issue({ ...writing, code: app.code() }))
    house.clock.advance(20 * second)
    ok((await redeem(code)) as object)
    const [login] = await logins()
    expect(await windowOf(house.store.read, 'login', login?.id ?? '')).toBe(given + 5 * minute)
  })

  test('its own code, sent by the login after the window, is asked for anew and not counted as a failure', async () => {
    const app = await house.giveSecondFactor(alice.account.id)
    const given = app.code()
    const writing = { asked: ok(parseScopes('api:write')), scopes: ok(parseScopes('api:write')) }
    ok((await redeem(ok(await issue({ ...writing, code: given })))) as object)
    const [login] = await logins()
    await house.expectOwnCode(login?.id ?? '', alice.account.id, given)
  })

  test('a code is forgotten a day after it expired', async () => {
    const code = ok(await issue())
    house.clock.advance(24 * 60 * minute + minute)
    await house.codes.forget()
    const left = await house.store.read.selectFrom('authorization_codes').selectAll().execute()
    expect(left).toEqual([])
    expect(await redeem(code)).toMatchObject({ code: 'invalid_grant' })
  })
})
