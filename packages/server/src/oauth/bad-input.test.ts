/** What strangers, broken clients and attackers send: the error of OAuth that fits, never a 500, and nothing told. */
import { Secret } from '@latchkey/protocol'
import { appendCaveat, attenuate, mintMacaroon, readToken, writeToken } from '@latchkey/tokens'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { endpoints } from './endpoints/index.ts'
import { grants } from './grants/index.ts'
import {
  type Acme,
  type Answer,
  createOAuthHouse,
  type Form,
  granted,
  type OAuthTestHouse,
} from './testing/house.ts'

const paths = endpoints.map(({ path }) => path)
const clientAlone = { client_id: 'latchkey' }

/** A whole form for each grant, with a token or code that is none. */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'urn:ietf:params:oauth:grant-type:device_code': { ...clientAlone, device_code: 'nonsense' },
  authorization_code: {
    ...{ ...clientAlone, code: 'nonsense', redirect_uri: 'http://127.0.0.1/callback' },
    code_verifier: 'v'.repeat(43),
  },
  refresh_token: { ...clientAlone, refresh_token: 'nonsense' },
  client_credentials: { client_secret: 'nonsense', scope: 'repositories' },
}

forEachEngine((_engine, open) => {
  let house: OAuthTestHouse
  let acme: Acme

  beforeEach(async () => {
    house = createOAuthHouse(await open())
    acme = await house.acme()
  })

  const token = (grant_type: string, more: Readonly<Record<string, string | Secret>> = {}) =>
    house.post('/oauth/token', { grant_type, ...forms[grant_type], ...more })
  const errors = (answers: readonly Answer[]) => answers.map(({ status, body }) => [status, body?.error])

  /** Each endpoint, asked the same. */
  const everywhere = (form: Form, options: Parameters<OAuthTestHouse['post']>[2] = {}) =>
    Promise.all(paths.map(path => house.post(path, form, options)))

  describe('security 7: every endpoint', () => {
    test('is asked by POST: all else is 405 with what is allowed', async () => {
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
        for (const answer of await everywhere({}, { method, body: '' })) {
          expect(answer.status).toBe(405)
          expect(answer.headers.get('allow')).toBe('POST')
        }
      }
    })

    test('refuses a parameter that comes twice, also one without a value, and one that it does not know', async () => {
      for (const name of ['grant_type', 'client_id', 'client_secret', 'scope', 'token', 'whatever']) {
        const twice = new URLSearchParams([
          [name, 'a'],
          [name, ''],
        ])
        for (const answer of await everywhere(twice)) {
          expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
          expect(answer.body.error_description).toContain(`'${name}' was sent more than once`)
        }
      }
    })

    test.each([
      ['JSON', 'application/json', '{"grant_type":"client_credentials"}'],
      ['JSON of the wrong shape', 'application/json', '[[["grant_type"]]]'],
      ['text', 'text/plain', 'grant_type=client_credentials'],
      ['multipart', 'multipart/form-data; boundary=x', '--x--'],
      ['nothing that is said', '', 'grant_type=client_credentials'],
      ['two types at once', 'application/x-www-form-urlencoded, application/json', 'grant_type=x'],
    ])('refuses a body that is no form: %s', async (_name, type, body) => {
      for (const answer of await everywhere({}, { body, headers: { 'content-type': type } }))
        expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    })

    test('refuses what is in its address, and never looks at it', async () => {
      const { token: key } = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*'] }])
      const query = `?grant_type=client_credentials&scope=repositories&client_secret=${key.expose()}`
      for (const path of paths) {
        const answer = await house.post(path + query, { grant_type: 'client_credentials' })
        expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
        expect(answer.text).not.toContain(key.expose())
      }
    })

    test('refuses a body of more than 64 KiB with 413, and U+0000 with 400', async () => {
      for (const answer of await everywhere({ token: 'x'.repeat(65_537) }))
        expect(answer).toMatchObject({ status: 413, body: { error: 'invalid_request' } })
      for (const answer of await everywhere({ client_id: 'latch\0key' }))
        expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    })

    test('says so in JSON that nobody keeps, without CORS, and in no other words than RFC 6749, 5.2 allows', async () => {
      const answers = [
        ...(await everywhere({})),
        ...(await everywhere({ grant_type: 'pass"word\\ü' })),
        ...(await everywhere({}, { method: 'GET', headers: { origin: 'https://evil.example' } })),
      ]
      for (const { headers, body } of answers) {
        expect(headers.get('cache-control')).toBe('no-store')
        expect(headers.get('content-type')).toBe('application/json')
        expect(headers.get('access-control-allow-origin')).toBeNull()
        expect(body.error_description).toMatch(/^[ !#-[\]-~]+$/)
      }
    })
  })

  describe('security 7: a client', () => {
    test('that is not known, or does not show its secret, is 401 with a challenge, and told nothing more', async () => {
      const { id, secret } = await house.confidential()
      const asked = { grant_type: 'refresh_token', refresh_token: 'x', token: 'x' }
      const tried = [
        { client_id: 'nosuch' },
        { client_id: id },
        { client_id: id, client_secret: 'wrong' },
        { client_id: 'nosuch', client_secret: secret },
        { client_id: 'latchkey', client_secret: 'wrong' },
      ]
      for (const path of paths) {
        const answers = await Promise.all(tried.map(client => house.post(path, { ...asked, ...client })))
        for (const { status, headers, body } of answers) {
          expect([status, body.error]).toEqual([401, 'invalid_client'])
          expect(headers.get('www-authenticate')).toBe('Basic realm="latchkey"')
        }
        const secretTried = answers.filter((_answer, index) => 'client_secret' in (tried[index] ?? {}))
        expect(new Set(secretTried.map(({ text }) => text)).size).toBe(1)
      }
    })

    test('names itself in one way: twice, or as two, is an invalid request', async () => {
      const { id, secret } = await house.confidential()
      const authorization = `Basic ${Buffer.from(`${id}:${secret.expose()}`).toString('base64')}`
      const headers = { authorization }
      for (const form of [{ client_secret: secret }, { client_id: 'latchkey' }])
        for (const answer of await everywhere(form, { headers }))
          expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    })

    test.each(['Bearer x', 'Basic', 'Basic !!', 'Basic eA==', 'Basic JTo=', 'Digest a="b"', 'x'])(
      'law 8: %j in Authorization is no bearer, and no client',
      async authorization => {
        for (const { status, body } of await everywhere({ grant_type: 'x' }, { headers: { authorization } }))
          expect([status, body.error]).toEqual([401, 'invalid_client'])
      },
    )

    test('law 8: a key as a bearer lets nobody in at any endpoint', async () => {
      const { token: key } = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*'] }])
      const headers = { authorization: `Bearer ${key.expose()}` }
      const form = { grant_type: 'client_credentials', scope: 'repositories', token: key }
      for (const { status } of await everywhere(form, { headers })) expect(status).toBe(401)
    })
  })

  describe('the token endpoint', () => {
    test.each([
      'password',
      'implicit',
      'PASSWORD',
      'Refresh_Token',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      '__proto__',
      'constructor',
    ])('security 1: has no grant %s', async grant_type => {
      expect(errors([await token(grant_type, { ...clientAlone, username: 'ann', password: 'x' })])).toEqual([
        [400, 'unsupported_grant_type'],
      ])
    })

    test('without a grant is an invalid request', async () => {
      expect(errors([await house.post('/oauth/token', clientAlone)])).toEqual([[400, 'invalid_request']])
    })

    test.each(grants.map(({ type }) => type))('%s wants each of its parameters', async type => {
      const form = forms[type]
      if (form === undefined) throw new Error(`Say a form for ${type} here.`)
      for (const name of Object.keys(form)) {
        const { [name]: _left, ...rest } = form
        const answer = await house.post('/oauth/token', { grant_type: type, ...rest })
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(['invalid_request', 'invalid_client', 'invalid_scope']).toContain(answer.body.error)
      }
    })
  })

  describe('what is no refresh token', () => {
    test('is one answer, whether it is nonsense, forged, foreign, cut off, narrowed, a key or an access token', async () => {
      const { login, tokens } = await house.loginOf(acme.owner)
      const { token: key } = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*'] }])
      const macaroon = granted(readToken(tokens.refreshToken.expose()))
      const forged = mintMacaroon({
        rootKey: new Uint8Array(32),
        identifier: macaroon.identifier,
        location: '',
      })
      const elsewhere = mintMacaroon({
        ...{ rootKey: new Uint8Array(32), location: '' },
        identifier: new TextEncoder().encode(`1.other.r${login.id}.0`),
      })
      const tried = [
        'nonsense',
        writeToken(forged),
        writeToken(elsewhere),
        tokens.refreshToken.expose().slice(0, -9),
        writeToken(attenuate(macaroon, { kind: 'expires', expiresAt: 4_000_000_000, notBefore: 0 })),
        writeToken(appendCaveat(macaroon, new TextEncoder().encode('["moon"]'))),
        ` ${tokens.refreshToken.expose()}`,
        tokens.refreshToken.expose().replace('latchkey-', ''),
        tokens.accessToken.expose(),
        key.expose(),
      ]
      const answers = await Promise.all(tried.map(refresh_token => token('refresh_token', { refresh_token })))
      expect(errors(answers)).toEqual(tried.map(() => [400, 'invalid_grant']))
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
      const still = await token('refresh_token', { refresh_token: tokens.refreshToken })
      expect(still.status).toBe(200)
    })
  })

  describe('what is no key', () => {
    test('is an invalid client: a token of a login, a forged key, one that is over or was revoked', async () => {
      const { tokens } = await house.loginOf(acme.owner)
      const { token: key } = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*'] }])
      const macaroon = granted(readToken(key.expose()))
      const over = { kind: 'expires', expiresAt: 1, notBefore: 0 } as const
      const { identifier } = macaroon
      const forged = mintMacaroon({ rootKey: new Uint8Array(32), identifier, location: '' })
      const invented = mintMacaroon({
        ...{ rootKey: new Uint8Array(32), location: '' },
        identifier: new TextEncoder().encode('1.m1.kAAAAAAAAAAAAAAAAAAAAAA'),
      })
      const elsewhere = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*'] }], {
        networks: ['10.0.0.0/8'],
      })
      const tried = [
        ...[tokens.accessToken, tokens.refreshToken, new Secret(writeToken(attenuate(macaroon, over)))],
        ...[new Secret(writeToken(forged)), new Secret(writeToken(invented)), elsewhere.token],
        new Secret(key.expose().slice(0, -9)),
      ]
      const answers = await Promise.all(
        tried.map(client_secret => token('client_credentials', { client_secret })),
      )
      expect(errors(answers)).toEqual(tried.map(() => [401, 'invalid_client']))
      const [ofARealKey, ofNone] = [answers[3], answers[4]]
      expect(ofARealKey?.text).toBe(ofNone?.text)
    })

    test('is not the secret of a confidential client either, which is told once it was right', async () => {
      const { id, secret } = await house.confidential()
      const answers = [
        await token('client_credentials', { client_id: id, client_secret: secret }),
        await token('client_credentials', { client_id: id, client_secret: 'wrong' }),
        await token('client_credentials', { client_id: 'nobody', client_secret: 'wrong' }),
      ]
      expect(errors(answers)).toEqual([
        [400, 'unauthorized_client'],
        [401, 'invalid_client'],
        [401, 'invalid_client'],
      ])
      expect(answers[1]?.text).toBe(answers[2]?.text)
    })
  })

  test('no form whatever gives a 500, or an answer that is not in the words of OAuth', async () => {
    const { token: key } = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*'] }])
    const { tokens } = await house.loginOf(acme.owner)
    const { id, secret } = await house.confidential()
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(...grants.map(({ type }) => type)),
      fc.constantFrom(key.expose(), tokens.accessToken.expose(), tokens.refreshToken.expose()),
      fc.constantFrom(
        id,
        secret.expose(),
        'latchkey',
        'api',
        'repositories',
        'repository:acme',
        '\0',
        '%',
        '%00',
      ),
    )
    const name = fc.constantFrom(
      ...['grant_type', 'client_id', 'client_secret', 'scope', 'token', 'token_type_hint', 'device_code'],
      ...['code', 'redirect_uri', 'code_verifier', 'refresh_token', 'device_name', 'resource'],
    )
    const form = fc.array(fc.tuple(name, value), { maxLength: 7 })
    const known =
      /^(?:invalid_(?:request|client|grant|scope)|un(?:authorized_client|supported_grant_type|supported_token_type)|authorization_pending|slow_down|access_denied|expired_token)$/
    const property = fc.asyncProperty(fc.constantFrom(...paths), form, async (path, entries) => {
      const { status, body } = await house.post(path, new URLSearchParams(entries))
      if (status === 200) return
      expect([400, 401]).toContain(status)
      expect(body.error).toMatch(known)
    })
    await fc.assert(property, propertyOptions(2_000))
    expect(house.reports).toEqual([])
  })
})
