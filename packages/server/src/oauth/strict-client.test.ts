/** `oauth4webapi`, an independent strict client, with all its checks on, through every endpoint and grant. */
import type { Secret } from '@latchkey/protocol'
import * as oauth from 'oauth4webapi'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from '../access/index.ts'
import type { CurrentSession } from '../accounts/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type Acme, createOAuthHouse, type OAuthTestHouse, origin } from './testing/house.ts'
import {
  approve,
  askForDevice,
  client,
  comeBackWithCode,
  logInByCode,
  logInByDevice,
  refresh,
} from './testing/logging-in.ts'

const account: Attempt = { action: 'account', safe: true }
const none = oauth.None()

/** What the client heard, as RFC 6749, 5.2 says it. */
async function errorOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) return error.error
    // The client hands a 401 with a challenge on unread: RFC 9110 wants one there.
    if (error instanceof oauth.WWWAuthenticateChallengeError) {
      const { error: code } = (await error.response.json()) as { readonly error: string }
      return code
    }
    throw error
  }
  throw new Error('It was let in.')
}

forEachEngine((_engine, open) => {
  let house: OAuthTestHouse
  let acme: Acme
  let session: CurrentSession

  beforeEach(async () => {
    house = createOAuthHouse(await open())
    acme = await house.acme()
    session = await house.signedIn('ann')
  })
  const may = async (token: string, attempt: Attempt = account) => (await house.ask(token, attempt)).answer

  describe('discovery', () => {
    test('security 14: the issuer is the configured origin, byte for byte, and every endpoint is below it', async () => {
      const server = await house.discover()
      expect(server).toEqual({
        issuer: origin,
        authorization_endpoint: `${origin}/oauth/authorize`,
        device_authorization_endpoint: `${origin}/oauth/device_authorization`,
        token_endpoint: `${origin}/oauth/token`,
        revocation_endpoint: `${origin}/oauth/revoke`,
        introspection_endpoint: `${origin}/oauth/introspect`,
        scopes_supported: ['api', 'api:read', 'api:write', 'repositories'],
        response_types_supported: ['code'],
        response_modes_supported: ['query'],
        grant_types_supported: [
          'urn:ietf:params:oauth:grant-type:device_code',
          'authorization_code',
          'refresh_token',
          'client_credentials',
        ],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
        revocation_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
        introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        authorization_response_iss_parameter_supported: true,
        latchkey_ecosystems: ['pypi', 'hex'],
        latchkey_unseen_caveats: [],
      })
    })
  })

  describe('a device', () => {
    test('is told where to go, is asked to wait, is let in, and refreshes', async () => {
      const server = await house.discover()
      const asked = await askForDevice(house, server, 'api repositories')
      expect(asked).toMatchObject({
        user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
        verification_uri: `${origin}/device`,
        verification_uri_complete: `${origin}/device?user_code=${asked.user_code}`,
        expires_in: 600,
        interval: 5,
      })
      const poll = async () =>
        oauth.processDeviceCodeResponse(
          server,
          client,
          await oauth.deviceCodeGrantRequest(server, client, none, asked.device_code, house.options),
        )
      expect(await errorOf(poll())).toBe('authorization_pending')
      expect(await errorOf(poll())).toBe('slow_down')
      await approve(house, session, asked.user_code, 'api')
      const tokens = await poll()
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 1800, scope: 'api' })
      expect(await poll()).toEqual(tokens)
      expect(await may(tokens.access_token)).toBe('allowed')

      const next = await refresh(house, tokens.refresh_token)
      expect(next.refresh_token).not.toBe(tokens.refresh_token)
      expect(await may(next.access_token)).toBe('allowed')
    })

    test('that nobody answers hears that it is over, and one that is refused hears that', async () => {
      const server = await house.discover()
      const poll = async (code: string) =>
        oauth.processDeviceCodeResponse(
          server,
          client,
          await oauth.deviceCodeGrantRequest(server, client, none, code, house.options),
        )
      const [left, denied] = [
        await askForDevice(house, server, 'api'),
        await askForDevice(house, server, 'api'),
      ]
      await house.deviceAuthorizations.open(denied.user_code, session, {})
      await house.deviceAuthorizations.deny(denied.user_code, session, {})
      expect(await errorOf(poll(denied.device_code))).toBe('access_denied')
      house.clock.advance(600_000)
      expect(await errorOf(poll(left.device_code))).toBe('expired_token')
    })

    test('security 8: a code of another client is an invalid grant', async () => {
      const server = await house.discover()
      const { device_code, user_code } = await askForDevice(house, server, 'api')
      await approve(house, session, user_code, 'api')
      const other = { client_id: (await house.confidential()).id }
      const foreign = await oauth.deviceCodeGrantRequest(
        ...([server, other, none, device_code, house.options] as const),
      )
      expect(await errorOf(oauth.processDeviceCodeResponse(server, other, foreign))).toBe('invalid_client')
      const hex = { client_id: '78ea6566-89fd-481e-a1d6-7d9d78eacca8' }
      const answer = await oauth.deviceCodeGrantRequest(
        ...([server, hex, none, device_code, house.options] as const),
      )
      expect(await errorOf(oauth.processDeviceCodeResponse(server, hex, answer))).toBe('invalid_grant')
    })
  })

  describe('a browser that comes back', () => {
    test('brings a code with state and iss (RFC 9207), which is traded in with PKCE', async () => {
      const cameBack = await comeBackWithCode(house, session)
      const tokens = await logInByCode(house, cameBack)
      expect(tokens).toMatchObject({ expires_in: 1800, scope: 'api' })
      expect(await may(tokens.access_token)).toBe('allowed')
    })

    test('security 3: a code that is used again ends what came of it', async () => {
      const cameBack = await comeBackWithCode(house, session)
      const tokens = await logInByCode(house, cameBack)
      expect(await errorOf(logInByCode(house, cameBack))).toBe('invalid_grant')
      expect(await may(tokens.access_token)).toBe('refused')
    })

    test('security 3: a code is over after a minute', async () => {
      const cameBack = await comeBackWithCode(house, session)
      house.clock.advance(60_000)
      expect(await errorOf(logInByCode(house, cameBack))).toBe('invalid_grant')
    })

    test('security 1: another verifier is an invalid grant, and none is an invalid request', async () => {
      const cameBack = await comeBackWithCode(house, session)
      const wrong = { ...cameBack, verifier: oauth.generateRandomCodeVerifier() }
      expect(await errorOf(logInByCode(house, wrong))).toBe('invalid_grant')
      const { redirectUri, callback } = cameBack
      const answer = await house.post('/oauth/token', {
        ...{ grant_type: 'authorization_code', client_id: 'latchkey', redirect_uri: redirectUri },
        code: callback.get('code') ?? '',
      })
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    })

    test('security 2: another redirect URI than the one it came to is an invalid grant', async () => {
      const cameBack = await comeBackWithCode(house, session)
      const elsewhere = { ...cameBack, redirectUri: 'http://127.0.0.1:53683/callback' }
      expect(await errorOf(logInByCode(house, elsewhere))).toBe('invalid_grant')
    })
  })

  describe('a refresh', () => {
    test('security 5: of many at once gives one successor to all', async () => {
      const { refresh_token } = await logInByDevice(house, session)
      const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(house, refresh_token)))
      expect(new Set(answers.map(answer => answer.refresh_token)).size).toBe(1)
    })

    test('security 5: with a token that was used up ends the login, and its owner is told', async () => {
      const first = await logInByDevice(house, session)
      const second = await refresh(house, first.refresh_token)
      expect(await may(second.access_token)).toBe('allowed')
      await house.logins.flush()
      house.clock.advance(61_000)
      const third = await refresh(house, second.refresh_token)
      expect(await errorOf(refresh(house, first.refresh_token))).toBe('invalid_grant')
      expect(await may(third.access_token)).toBe('refused')
      const events = await house.audit.list({ of: session.account.id })
      expect(events.items.map(({ what }) => what)).toContain('login.stolen')
    })

    test('narrows the access token to a part of what was granted, and never widens', async () => {
      const { refresh_token } = await logInByDevice(house, session, 'api:read repositories')
      const server = await house.discover()
      const asking = async (scope: string) =>
        oauth.processRefreshTokenResponse(
          server,
          client,
          await oauth.refreshTokenGrantRequest(server, client, none, refresh_token ?? '', {
            ...house.options,
            additionalParameters: { scope },
          }),
        )
      expect(await errorOf(asking('api'))).toBe('invalid_scope')
      expect(await asking('api:read')).toMatchObject({ scope: 'api:read' })
    })

    test('by another client is an invalid grant', async () => {
      const { refresh_token } = await logInByDevice(house, session)
      const answer = await house.post('/oauth/token', {
        ...{ grant_type: 'refresh_token', refresh_token: refresh_token ?? '' },
        client_id: '78ea6566-89fd-481e-a1d6-7d9d78eacca8',
      })
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    })
  })

  describe('a revocation', () => {
    const revoke = async (token: string, as: oauth.Client = client) => {
      const server = await house.discover()
      const answer = await oauth.revocationRequest(server, as, none, token, house.options)
      return oauth.processRevocationResponse(answer)
    }

    test.each(['access_token', 'refresh_token'] as const)(
      'security 13: of the %s ends the login, with all its tokens',
      async kind => {
        const tokens = await logInByDevice(house, session)
        await revoke(String(tokens[kind]))
        expect(await may(tokens.access_token)).toBe('refused')
        expect(await errorOf(refresh(house, tokens.refresh_token))).toBe('invalid_grant')
      },
    )

    test('security 13: of an access token that is over ends the login as well', async () => {
      const tokens = await logInByDevice(house, session)
      house.clock.advance(31 * 60_000)
      await revoke(tokens.access_token)
      expect(await errorOf(refresh(house, tokens.refresh_token))).toBe('invalid_grant')
    })

    test('security 13: of what is no token, of another registry, or revoked before, is answered likewise', async () => {
      const tokens = await logInByDevice(house, session)
      for (const token of [tokens.access_token, tokens.access_token, 'nonsense', 'latchkey-AgEI'])
        expect(await revoke(token)).toBeUndefined()
    })

    test('security 13: by a client that it was not issued to is refused, and it lives', async () => {
      const tokens = await logInByDevice(house, session)
      const hex = { client_id: '78ea6566-89fd-481e-a1d6-7d9d78eacca8' }
      expect(await errorOf(revoke(tokens.access_token, hex))).toBe('invalid_grant')
      expect(await may(tokens.access_token)).toBe('allowed')
    })

    test('of an exchanged token kills it alone; a key is not revoked here', async () => {
      const { token: key } = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*:acme'] }])
      const form = { grant_type: 'client_credentials', client_secret: key, scope: 'repository:acme' }
      const { access_token } = (await house.post('/oauth/token', form)).body
      await revoke(access_token)
      expect(await may(access_token, { action: 'identify' })).toBe('refused')
      expect(await errorOf(revoke(key.expose()))).toBe('unsupported_token_type')
      expect(await may(key.expose(), { action: 'identify' })).toBe('allowed')
    })
  })

  describe('introspection', () => {
    let gateway: { readonly id: string; readonly secret: Secret }

    beforeEach(async () => {
      gateway = await house.confidential()
    })
    const introspect = async (
      token: string,
      authentication = oauth.ClientSecretBasic(gateway.secret.expose()),
      client_id = gateway.id,
    ) => {
      const server = await house.discover()
      const as = { client_id }
      const answer = await oauth.introspectionRequest(server, as, authentication, token, house.options)
      return oauth.processIntrospectionResponse(server, as, answer)
    }

    test('tells of a login whose it is, what it may do, by which client and until when', async () => {
      const tokens = await logInByDevice(house, session)
      expect(await introspect(tokens.access_token)).toEqual({
        active: true,
        scope: 'api repositories',
        client_id: 'latchkey',
        token_type: 'Bearer',
        exp: house.clock.now() / 1000 + 1800,
        sub: session.account.id,
        aud: origin,
        iss: origin,
      })
    })

    test('tells the scopes that a key has whole, and none that it has in part', async () => {
      const allowed = [
        { actions: ['read'], targets: ['*:acme'] },
        { actions: ['describe', 'publish'], targets: ['*'] },
      ]
      const { token } = await house.keyOf(acme.owner, allowed, { expiresAt: 'never' })
      expect(await introspect(token.expose())).toEqual({
        ...{ active: true, scope: 'api:read repository:acme', token_type: 'Bearer' },
        ...{ sub: acme.owner.id, aud: origin, iss: origin },
      })
    })

    test('tells of a narrowed token what is left', async () => {
      const { token: key } = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*'] }])
      const form = { grant_type: 'client_credentials', client_secret: key, scope: 'repository:pypi:acme' }
      const { access_token } = (await house.post('/oauth/token', form)).body
      expect(await introspect(access_token)).toMatchObject({ scope: 'repository:pypi:acme' })
      expect(await introspect(key.expose())).toMatchObject({ scope: 'repositories' })
    })

    test('security 13: is exactly { "active": false } of whatever is not good as a bearer, and tells no reason', async () => {
      const tokens = await logInByDevice(house, session)
      const { key, token: revoked } = await house.keyOf(acme.owner, [{ actions: ['read'], targets: ['*'] }])
      await house.keys.revoke(key.id, 'local command')
      const ofNoUse = [tokens.refresh_token ?? '', revoked.expose(), 'nonsense', 'latchkey-AgEI']
      for (const token of ofNoUse) expect(await introspect(token)).toEqual({ active: false })
      house.clock.advance(31 * 60_000)
      expect(await introspect(tokens.access_token)).toEqual({ active: false })
    })

    test('security 13: is for confidential clients that show their secret', async () => {
      const { access_token } = await logInByDevice(house, session)
      const wrong = oauth.ClientSecretPost('wrong')
      expect(await errorOf(introspect(access_token, wrong))).toBe('invalid_client')
      expect(await errorOf(introspect(access_token, none))).toBe('invalid_client')
      expect(await errorOf(introspect(access_token, none, 'latchkey'))).toBe('unauthorized_client')
    })
  })
})
