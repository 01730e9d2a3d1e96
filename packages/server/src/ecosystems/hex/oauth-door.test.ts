/** OAuth as hex_core speaks it: Erlang terms in and out, on every answer; the house checks that each is one. */
import { encodeTerm } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { granted } from '../../credentials/testing/small-house.ts'
import { type HexAnswer, hexCli, hexOAuthHouse, scope, text } from './testing/oauth-house.ts'

const browser = { address: '192.0.2.1', client: 'Firefox' }
const readAll = [{ actions: ['read'], targets: ['hex:*'] }]

/** What every refusal has: Hex's two fields beside OAuth's. */
function expectError({ status, body }: HexAnswer, error: string, expected = 400): void {
  const { error_description: message } = body
  expect({ ...body }).toEqual({ error, error_description: expect.any(String), status: expected, message })
  expect(status).toBe(expected)
}

describe('logging in by device', () => {
  test('gives everything that hex_core takes apart, though RFC 8628 lets some of it be left out', async () => {
    const { status, body } = await (await hexOAuthHouse()).askForDevice()
    expect(status).toBe(200)
    expect({ ...body }).toEqual({
      device_code: expect.stringMatching(/^[\w-]{32,}$/),
      // mix puts the hyphen in.
      user_code: expect.stringMatching(/^[A-Z2-9]{8}$/),
      verification_uri: 'https://packages.example.com/device',
      verification_uri_complete: expect.stringMatching(/\/device\?user_code=[A-Z2-9]{4}-[A-Z2-9]{4}$/),
      expires_in: 600,
      interval: 5,
    })
  })

  test('is pending, is told to slow down, and is let in under the name of the machine', async () => {
    const house = await hexOAuthHouse()
    const session = await house.signedIn('alice')
    const asked = await house.askForDevice()
    expectError(await house.poll(asked), 'authorization_pending')
    expectError(await house.poll(asked), 'slow_down')
    const userCode = text(asked.body.user_code)
    const request = granted(await house.deviceAuthorizations.open(userCode, session, browser))
    expect(request).toMatchObject({ deviceName: 'vm' })
    const scopes = [{ kind: 'api:read' }, { kind: 'repositories' }] as const
    granted(await house.deviceAuthorizations.approve(userCode, session, { scopes }, browser))
    house.clock.advance(10_000)
    const tokens = await house.poll(asked)
    expect({ status: tokens.status, ...tokens.body }).toEqual({
      ...{ status: 200, token_type: 'Bearer', expires_in: 1800, scope: 'api:read' },
      ...{ access_token: expect.any(String), refresh_token: expect.any(String) },
    })
    expect(await house.tries(tokens.body.access_token, 'identify')).toBe('ok')
  })

  test('is denied: access_denied, by 403 as hex.pm says it', async () => {
    const house = await hexOAuthHouse()
    const session = await house.signedIn('alice')
    const asked = await house.askForDevice()
    const userCode = text(asked.body.user_code)
    granted(await house.deviceAuthorizations.open(userCode, session, browser))
    granted(await house.deviceAuthorizations.deny(userCode, session, browser))
    expectError(await house.poll(asked), 'access_denied', 403)
  })

  test('is over after ten minutes: expired_token', async () => {
    const house = await hexOAuthHouse()
    const asked = await house.askForDevice()
    house.clock.advance(600_000)
    expectError(await house.poll(asked), 'expired_token')
  })

  test('gives tokens to one device once: a code that was traded in is worth nothing to whoever saw it', async () => {
    const house = await hexOAuthHouse()
    const { asked, tokens } = await house.logIn()
    expect(tokens.status).toBe(200)
    house.clock.advance(61_000)
    expectError(await house.poll(asked), 'invalid_grant')
  })

  test('asks at most so often from one address: 429 as a term, with the time to wait', async () => {
    const house = await hexOAuthHouse({ device: 1 })
    expect((await house.askForDevice()).status).toBe(200)
    const answer = await house.askForDevice()
    expectError(answer, 'temporarily_unavailable', 429)
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  })
})

describe('refreshing', () => {
  const refresh = (refresh_token: unknown) => ({
    ...{ client_id: hexCli, grant_type: 'refresh_token' },
    refresh_token: text(refresh_token),
  })

  test('gives the next tokens of the login', async () => {
    const house = await hexOAuthHouse()
    const { tokens } = await house.logIn()
    const next = await house.call('token', refresh(tokens.body.refresh_token))
    expect(next).toMatchObject({ status: 200, body: { expires_in: 1800, token_type: 'Bearer' } })
    expect(next.body.refresh_token).not.toBe(tokens.body.refresh_token)
    expect(await house.tries(next.body.access_token, 'identify')).toBe('ok')
  })

  test('is not hindered by the token that is over: hex_core sends it along, as it does with whatever it asks', async () => {
    const house = await hexOAuthHouse()
    const { tokens } = await house.logIn()
    house.clock.advance(31 * 60_000)
    const headers = { authorization: `Bearer ${text(tokens.body.access_token)}` }
    const next = await house.call('token', refresh(tokens.body.refresh_token), { headers })
    expect(next.status).toBe(200)
    const again = await house.call('device_authorization', { client_id: hexCli, scope }, { headers })
    expect(again.status).toBe(200)
  })

  test.each([
    ['an access token', 'access_token'],
    ['one that was made up', undefined],
  ])('with %s is invalid_grant', async (_, field) => {
    const house = await hexOAuthHouse()
    const { tokens } = await house.logIn()
    const token = field === undefined ? 'hunter2' : tokens.body[field]
    expectError(await house.call('token', refresh(token)), 'invalid_grant')
  })
})

describe('exchanging a key', () => {
  const exchange = (key: { token: { expose(): string } }, asked: string) => ({
    ...{ client_id: hexCli, grant_type: 'client_credentials', client_secret: key.token.expose() },
    scope: asked,
  })
  const houseOfAcme = async () => {
    const house = await hexOAuthHouse()
    const alice = await house.account('alice')
    const organization = await house.organization('acme', alice)
    const input = { organization, ecosystem: 'hex', visibility: 'private' } as const
    granted(await house.repositories.create(input, operator))
    return { ...house, alice, acme: organization }
  }

  test('for its repositories lists each in the scope, and gives nothing to refresh', async () => {
    const house = await houseOfAcme()
    const answer = await house.call(
      'token',
      exchange(await house.keyOf(house.alice, readAll), 'repositories'),
    )
    expect({ status: answer.status, ...answer.body }).toEqual({
      ...{ status: 200, access_token: expect.any(String), token_type: 'Bearer', expires_in: 1800 },
      scope: 'repository:acme',
    })
  })

  test('as the next version of the client does it: for one organization, by the name of the machine', async () => {
    const house = await houseOfAcme()
    const readAcme = [{ actions: ['read'], targets: ['hex:acme'] }]
    const key = await house.keyOfOrganization(house.acme, 'read', readAcme)
    const answer = await house.call('token', { ...exchange(key, 'repository:acme'), name: 'vm' })
    expect(answer).toMatchObject({ status: 200, body: { scope: 'repository:acme' } })
    expectError(await house.call('token', exchange(key, 'repository:globex')), 'invalid_scope')
  })

  test('for more than it has is invalid_scope, and a key that is none is invalid_client, with the challenge', async () => {
    const house = await houseOfAcme()
    const key = await house.keyOf(house.alice, readAll)
    expectError(await house.call('token', exchange(key, 'api')), 'invalid_scope')
    const none = await house.call('token', { ...exchange(key, 'repositories'), client_secret: 'hunter2' })
    expectError(none, 'invalid_client', 401)
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="hex"')
  })

  test('of a person where the organization warns of that says so beside the answer', async () => {
    const house = await houseOfAcme()
    granted(await house.organizations.setPolicy(house.acme.id, { keyExchange: 'warn' }, operator))
    const answer = await house.call(
      'token',
      exchange(await house.keyOf(house.alice, readAll), 'repositories'),
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-hex-message')).toMatch(/^"Soon people cannot exchange .*";level=warn$/)
  })
})

describe('giving a login back', () => {
  test.each(['access_token', 'refresh_token'])('by its %s ends it, and the answer is empty', async field => {
    const house = await hexOAuthHouse()
    const { tokens } = await house.logIn()
    const answer = await house.call('revoke', { client_id: hexCli, token: text(tokens.body[field]) })
    expect(answer).toMatchObject({ status: 200, body: {} })
    expect(await house.tries(tokens.body.access_token, 'identify')).toBe('login_ended')
  })

  test('that is none is answered likewise', async () => {
    const house = await hexOAuthHouse()
    expect(await house.call('revoke', { client_id: hexCli, token: 'hunter2' })).toMatchObject({
      status: 200,
    })
  })

  test('works after its access token expired: hex.pm leaves such a login alive', async () => {
    const house = await hexOAuthHouse()
    const { tokens } = await house.logIn()
    house.clock.advance(31 * 60_000)
    const { access_token: token, refresh_token } = tokens.body
    expect(await house.tries(token, 'identify')).toBe('token_expired')
    await house.call('revoke', { client_id: hexCli, token: text(token) })
    const form = { client_id: hexCli, grant_type: 'refresh_token', refresh_token: text(refresh_token) }
    expectError(await house.call('token', form), 'invalid_grant')
  })
})

describe('what is sent', () => {
  test('may be JSON or a form as well', async () => {
    const house = await hexOAuthHouse()
    for (const [type, body] of [
      ['application/json', JSON.stringify({ client_id: hexCli, scope })],
      ['application/vnd.hex+json', JSON.stringify({ client_id: hexCli, scope })],
      ['application/x-www-form-urlencoded', `client_id=${hexCli}&scope=api`],
    ] as const) {
      const answer = await house.call('device_authorization', body, { headers: { 'content-type': type } })
      expect(answer).toMatchObject({ status: 200, body: { interval: 5 } })
    }
  })

  test('may leave a field out by sending nil', async () => {
    const house = await hexOAuthHouse()
    const answer = await house.call('device_authorization', { client_id: hexCli, scope: null, name: null })
    expect(answer.status).toBe(200)
  })

  test.each([
    ['a scope that is a number', { client_id: hexCli, scope: 7 }],
    ['a client that is a list', { client_id: [hexCli] }],
    ['a name that is a map', { client_id: hexCli, name: { first: 'vm' } }],
    ['a name that is no UTF-8', { client_id: hexCli, name: Uint8Array.of(255) }],
    ['a name and a device_name', { client_id: hexCli, name: 'vm', device_name: 'vm' }],
    ['a list', [hexCli]],
    ['no map at all', hexCli],
    ['bytes that are no term', Buffer.from('client_id=1')],
    ['an atom', Buffer.from([131, 119, 2, 111, 107])],
  ])('must not be %s: invalid_request', async (_, body) => {
    expectError(await (await hexOAuthHouse()).call('device_authorization', body), 'invalid_request')
  })

  test('must not stand in the address', async () => {
    const house = await hexOAuthHouse()
    expectError(await house.call(`device_authorization?client_id=${hexCli}`, {}), 'invalid_request')
  })

  test('must say what it is, and be no larger than 64 KiB', async () => {
    const house = await hexOAuthHouse()
    const untyped = { headers: { 'content-type': 'application/octet-stream' } }
    expectError(await house.call('token', { client_id: hexCli }, untyped), 'invalid_request', 415)
    expectError(await house.call('token', encodeTerm('x'.repeat(65_536))), 'invalid_request', 413)
  })
})

describe('what goes wrong', () => {
  test('a client that nobody knows is a 401 with the challenge', async () => {
    const house = await hexOAuthHouse()
    const unknown = await house.call('device_authorization', { client_id: 'unknown', scope })
    expectError(unknown, 'invalid_client', 401)
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer realm="hex"')
  })

  test('another method is a 405 that names the one there is, another path a 404', async () => {
    const house = await hexOAuthHouse()
    const other = await house.call('token', undefined, { method: 'GET' })
    expectError(other, 'invalid_request', 405)
    expect(other.headers.get('allow')).toBe('POST')
    expectError(await house.call('revoke_by_hash', {}), 'invalid_request', 404)
  })

  test('a database that is gone is a 503 with the time to wait, and a bug a 500 without a word of it', async () => {
    const house = await hexOAuthHouse()
    house.failOnce(Object.assign(new Error('Nobody is there.'), { code: 'ECONNREFUSED' }))
    const busy = await house.askForDevice()
    expectError(busy, 'temporarily_unavailable', 503)
    expect(busy.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    house.failOnce(new Error('Nobody thought of this.'))
    const broken = await house.askForDevice()
    expectError(broken, 'server_error', 500)
    expect(text(broken.body.message)).not.toContain('Nobody')
    expect(house.reports).toHaveLength(2)
  })
})
