/** What a server must do for Hex's clients, one promise after the other, asked as they ask. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildTarball } from '../../packages/server/src/ecosystems/hex/testing/build-tarball.ts'
import { type Authenticator, addSecondFactor, signInWithCode } from '../support/authenticator.ts'
import { erlang, type HexAnswer, type HexClient, keepAlive } from '../support/hex-client.ts'
import { answering, HexMachine } from '../support/hex-machine.ts'
import {
  askForDevice,
  exchangeKey,
  giveBack,
  poll,
  pollUntilAnswered,
  refresh,
  text,
} from '../support/hex-oauth.ts'
import { type HexServer, startHexServer } from '../support/hex-server.ts'
import { typing, withApi } from '../support/hex-with-api.ts'
import type { Visitor } from '../support/visitor.ts'

let server: HexServer
let client: HexClient
let ada: Visitor
let machine: HexMachine
let app: Authenticator
/** When something was last sent over the connection that is kept. */
let quietSince: number

beforeAll(async () => {
  server = await startHexServer({ LATCHKEY_LIMIT_ANONYMOUS: '300' })
  client = server.client
  ada = await server.visitor()
  machine = new HexMachine(server)
})
afterAll(() => server?.close(0))

const instantly = () => ({ now: server.now, sleep: async (seconds: number) => server.wait(seconds) })
const releases = '/repos/acme/packages/widget/releases?replace=false'
const acmes = [{ domain: 'repository', resource: 'acme' }]
const check = (authorization: string) =>
  client.api('GET', '/auth?domain=repository&resource=acme', undefined, { authorization })

describe('1. logging in by device', () => {
  test('hears that nobody has answered, and to slow down where it asks too often', async () => {
    const asked = await askForDevice(client)
    expect(asked.body).toMatchObject({
      device_code: expect.any(String),
      user_code: expect.stringMatching(/^[A-Z0-9]{8}$/),
      verification_uri: `${server.origin}/device`,
      verification_uri_complete: expect.stringMatching(/\/device\?user_code=/),
      expires_in: 600,
      interval: 5,
    })
    const code = text(asked, 'device_code')
    expect(await poll(client, code)).toMatchObject({ status: 400, body: { error: 'authorization_pending' } })
    expect(await poll(client, code)).toMatchObject({ status: 400, body: { error: 'slow_down' } })
    server.wait(5)
    expect(await poll(client, code)).toMatchObject({ status: 400, body: { error: 'slow_down' } })
    server.wait(15)
    expect(await poll(client, code)).toMatchObject({ status: 400, body: { error: 'authorization_pending' } })
  })

  test('is over when somebody denies it', async () => {
    expect(await machine.logIn(answering(ada, 'deny'))).toBe('device_auth_denied')
    const asked = await askForDevice(client)
    await answering(ada, 'deny')(text(asked, 'user_code'))
    // Clients before hex_core look at this very status.
    expect(await poll(client, text(asked, 'device_code'))).toMatchObject({ status: 403 })
  })

  test('gives tokens when somebody lets it in', async () => {
    expect(await machine.logIn(answering(ada, 'approve'))).toMatchObject({ answer: { status: 200 } })
  })

  test('is over when nobody answers in time', async () => {
    const asked = await askForDevice(client)
    expect(await pollUntilAnswered(client, asked, instantly())).toBe('timeout')
    server.wait(1)
    const late = await poll(client, text(asked, 'device_code'))
    expect(late).toMatchObject({ status: 400, body: { error: 'expired_token' } })
  })
})

test('2. a login is refreshed before it expires, and both tokens change', async () => {
  const before = machine.login
  server.wait(before.expiresAt - server.now() - 299)
  await machine.credential()
  expect(machine.grants).toMatchObject([{ status: 200, body: { expires_in: 1800 } }])
  expect(machine.login.accessToken).not.toBe(before.accessToken)
  expect(machine.login.refreshToken).not.toBe(before.refreshToken)
})

test('3. a refresh that is rejected says that for good', async () => {
  const answer = await refresh(client, machine.login.accessToken)
  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', error_description: expect.any(String) },
  })
})

describe('4. a one-time code', () => {
  const generate = async (otp: string | undefined) =>
    client.api('POST', '/orgs/acme/keys', { name: 'vm', permissions: acmes }, await machine.credential(otp))

  beforeAll(async () => {
    app = await addSecondFactor(await server.visitor(), server)
  })

  test('is asked for where something changes, and wrong ones are told so, three times', async () => {
    const prompts = typing('000000', '000001', '000002')
    expect(await withApi(prompts, generate)).toEqual({ result: 'otp_max_retries' })
    expect(prompts.asked).toHaveLength(3)
    expect(await withApi(typing(), generate)).toEqual({ result: 'otp_cancelled' })
  })

  test('is taken once it is right, and not asked for again for five minutes', async () => {
    const prompts = typing('000003', app.nextCode())
    expect(await withApi(prompts, generate)).toMatchObject({ answer: { status: 201 } })
    expect(prompts.asked).toEqual(['Enter OTP code:', 'Invalid OTP code. Please try again:'])
    expect(await generate(undefined)).toMatchObject({ status: 201, body: { name: 'vm-2' } })
    server.wait(301)
    expect(await generate(undefined)).toMatchObject({ status: 401 })
  })

  test('that comes with what only looks is neither asked for nor used up', async () => {
    const code = app.nextCode()
    const list = await client.api('GET', '/orgs/acme/keys', undefined, await machine.credential(code))
    expect(list.status).toBe(200)
    expect(await generate(code)).toMatchObject({ status: 201 })
  })
})

test('5. an upload is refused before it is sent, where the client asks first', async () => {
  server.wait(301)
  const refused = await client.upload(releases, Buffer.alloc(1_000_000), await machine.credential())
  expect(refused).toMatchObject({ status: 401, bodySent: false })
  const stranger = await client.upload(releases, Buffer.alloc(1_000_000))
  expect(stranger).toMatchObject({ status: 401, bodySent: false })
})

test('6. a key is exchanged for half an hour, and the scope lists the organization', async () => {
  const answer = await exchangeKey(client, await server.keyOfAcme('read', ['read']))
  expect(answer).toMatchObject({
    status: 200,
    body: { access_token: expect.any(String), expires_in: 1800, scope: 'repository:acme' },
  })
  expect(answer.body).not.toHaveProperty('refresh_token')
})

test('7. whose a key is is told; of a login only that it may', async () => {
  const ofAcme = { key: { name: expect.any(String), owner: { type: 'organization', name: 'acme' } } }
  expect(await check(await server.keyOfAcme('read', ['read']))).toMatchObject({ status: 200, body: ofAcme })
  const ofAda = { key: { owner: { type: 'user', name: 'ada' } } }
  expect(await check(await server.keyOfAda(['read'], 'hex:acme'))).toMatchObject({ status: 200, body: ofAda })
  const login = await check((await machine.credential()).authorization ?? '')
  expect(login).toMatchObject({ status: 204, body: null })
})

test('8. keys of an organization are made, listed, shown, revoked, and revoked all together', async () => {
  const call = async (method: string, path = '', body?: Parameters<HexClient['api']>[2]) =>
    client.api(method, `/orgs/acme/keys${path}`, body, await machine.credential())
  const made = await client.api(
    'POST',
    '/orgs/acme/keys',
    { name: 'ci', permissions: acmes },
    await machine.credential(app.nextCode()),
  )
  expect(made).toMatchObject({ status: 201, body: { name: 'ci', permissions: acmes } })
  expect(await check(text(made, 'secret'))).toMatchObject({ status: 200 })
  expect(await call('GET', '/ci')).toMatchObject({ status: 200, body: { name: 'ci' } })
  expect((await call('GET')).body).toContainEqual(expect.objectContaining({ name: 'ci' }))
  expect(await call('DELETE', '/ci')).toMatchObject({ status: 200, body: { name: 'ci' } })
  expect(await call('GET', '/ci')).toMatchObject({ status: 404 })
  expect(await check(text(made, 'secret'))).toMatchObject({ status: 401 })
  expect(await call('DELETE')).toMatchObject({ status: 200 })
  expect(await call('GET')).toMatchObject({ status: 200, body: [] })
})

test('9. giving a token back ends the login, and says 200 to whatever is given', async () => {
  const other = new HexMachine(server)
  await other.logIn(answering(await signInWithCode(server, app), 'approve', { code: app.nextCode() }))
  const { accessToken, refreshToken = '' } = other.login
  expect(await giveBack(client, accessToken)).toMatchObject({ status: 200, body: null })
  expect(await giveBack(client, accessToken)).toMatchObject({ status: 200, body: null })
  expect(await giveBack(client, 'nothing')).toMatchObject({ status: 200, body: null })
  expect(await refresh(client, refreshToken)).toMatchObject({ status: 400 })
  const me = await client.api('GET', '/users/me', undefined, { authorization: `Bearer ${accessToken}` })
  expect(me.status).toBe(401)
})

test('10. what was published is resolved and fetched with a key of the organization, and by nobody else', async () => {
  const tarball = buildTarball({ name: 'widget', version: '1.0.0' })
  const key = await server.keyOfAcme('admin', ['publish'])
  expect(await client.upload(releases, tarball, { authorization: key })).toMatchObject({ status: 201 })
  const credential = await machine.exchanged(await server.keyOfAcme('read', ['read']))
  expect((await client.fetch('/repos/acme/packages/widget', credential)).bytes.length).toBeGreaterThan(0)
  const fetched = await client.fetch('/repos/acme/tarballs/widget-1.0.0.tar', credential)
  expect(fetched.bytes).toEqual(tarball)
  for (const path of ['/repos/acme/packages/widget', '/repos/acme/tarballs/widget-1.0.0.tar'])
    expect(await client.fetch(path)).toMatchObject({ status: 401 })
})

describe('12. every answer that says something is an Erlang term, and says so', () => {
  test.for([
    ['204', async () => check((await machine.credential()).authorization ?? '')],
    ['200', () => giveBack(client, 'none')],
  ] as const)('%s without a body does not: a client would decode it', async ([status, ask]) => {
    const answer = await ask()
    expect(answer.status).toBe(Number(status))
    expect(answer.bytes).toHaveLength(0)
    expect(answer.headers).not.toHaveProperty('content-type')
  })

  const asked: Readonly<Record<string, () => Promise<HexAnswer>>> = {
    '200': async () => client.api('GET', '/users/me', undefined, await machine.credential()),
    '400 of a term that is no map': () => client.api('POST', '/oauth/token', 'not a map'),
    '401 without a credential': () => client.api('GET', '/users/me'),
    '401 with one that is none': () => check('0123456789abcdef'),
    '403': async () =>
      client.api('GET', '/keys', undefined, { authorization: await server.keyOfAcme('read', ['read']) }),
    '404 of a path': () => client.api('GET', '/nothing/here'),
    '404 of a package': async () => client.fetch('/repos/acme/packages/nothing', await machine.credential()),
    '404 of an organization': async () =>
      client.api('GET', '/orgs/initech', undefined, await machine.credential()),
    '405': () => client.api('PUT', '/auth'),
    '422': async () => client.api('POST', '/keys', {}, await machine.credential(app.nextCode())),
    '400 of OAuth': () => refresh(client, 'none'),
    '401 of OAuth': () => exchangeKey(client, 'none'),
  }

  test.for(Object.keys(asked))('%s', async name => {
    const answer = await asked[name]?.()
    expect(answer?.status).toBe(Number(name.slice(0, 3)))
    expect(answer?.headers['content-type']).toBe(erlang)
    if (answer && answer.status >= 400) {
      const message = expect.stringMatching(/\.$/)
      expect(answer.body).toMatchObject({ status: answer.status, message })
    }
  })

  test.for([
    ['the API', () => client.api('GET', '/users/me')],
    ['the repository', () => client.fetch('/repos/acme/packages/widget')],
    ['OAuth', () => exchangeKey(client, 'none')],
  ] as const)('429 of %s', async ([, ask]) => {
    let answer = await ask()
    for (let asked = 0; asked < 10_000 && answer.status !== 429; asked += 1) answer = await ask()
    expect(answer).toMatchObject({ status: 429, headers: { 'content-type': erlang } })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(text(answer, 'message')).toMatch(/\.$/)
    quietSince = performance.now()
    server.wait(61)
  })
})

test('11. a connection outlives the six seconds and more between two polls', async () => {
  const ports: (number | undefined)[] = []
  const ask = async () => {
    const before = Object.values(keepAlive.freeSockets).flatMap(sockets => sockets ?? [])
    ports.push(before.find(({ destroyed }) => !destroyed)?.localPort)
    return client.api('GET', '/users/me')
  }
  const { headers } = await ask()
  expect(Number(/timeout=(\d+)/.exec(String(headers['keep-alive']))?.[1])).toBeGreaterThan(65)
  await setTimeout(Math.max(0, 6_500 - (performance.now() - quietSince)))
  expect((await ask()).status).toBe(401)
  expect(ports[1]).toBe(ports[0])
})
