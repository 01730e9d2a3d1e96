/**
 * What a recorded `mix hex` (2.5, on hex_core 0.19) sent, command by command in that order, encoded as it encodes; and of
 * every answer that it is what that client needs.
 */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildTarball } from '../../packages/server/src/ecosystems/hex/testing/build-tarball.ts'
import { writeTar } from '../../packages/server/src/ecosystems/hex/testing/write-tar.ts'
import { type Authenticator, addSecondFactor } from '../support/authenticator.ts'
import { erlang, type HexAnswer, type HexClient, type HexCredential } from '../support/hex-client.ts'
import { answering, HexMachine } from '../support/hex-machine.ts'
import { fields, giveBack, refresh, text } from '../support/hex-oauth.ts'
import { type HexServer, startHexServer } from '../support/hex-server.ts'
import { typing, withApi } from '../support/hex-with-api.ts'
import type { Visitor } from '../support/visitor.ts'

let server: HexServer
let client: HexClient
let ada: Visitor
let machine: HexMachine
let app: Authenticator
/** Of acme, for fetching: what CI is given. */
let organizationKey: string

beforeAll(async () => {
  server = await startHexServer()
  client = server.client
  ada = await server.visitor()
  machine = new HexMachine(server)
})
afterAll(() => server?.close(0))

const whoami = (authorization: string) => client.api('GET', '/users/me', undefined, { authorization })
const acmes = [{ domain: 'repository', resource: 'acme' }]
/** And the second that a request may take: closes the window that a code has opened. */
const fiveMinutes = 301

describe('mix hex.user auth', () => {
  test('asks, polls until somebody answered, and gets a login', async () => {
    const outcome = await machine.logIn(answering(ada, 'approve'))
    if (typeof outcome === 'string' || !('answer' in outcome)) throw new Error(JSON.stringify(outcome))
    const { headers, body } = outcome.answer
    expect(headers['content-type']).toBe(erlang)
    expect(body).toMatchObject({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 1800,
      scope: 'api repository:acme',
    })
  })
})

describe('mix hex.user whoami', () => {
  test('hears the name of whoever is logged in', async () => {
    const answer = await client.api('GET', '/users/me', undefined, await machine.credential())
    expect(answer).toMatchObject({ status: 200, body: { username: 'ada' } })
  })

  test('hears it with HEX_API_KEY, which is sent as it is, or as whatever stands before it says', async () => {
    const key = await server.keyOfAda(['describe'], 'hex:*')
    expect(await whoami(key)).toMatchObject({ status: 200, body: { username: 'ada' } })
    expect(await whoami(`Bearer ${key}`)).toMatchObject({ status: 200, body: { username: 'ada' } })
  })

  test('logs in first where nobody is, and somebody says yes', async () => {
    const fresh = new HexMachine(server)
    await fresh.logIn(answering(ada, 'approve'))
    const answer = await client.api('GET', '/users/me', undefined, await fresh.credential())
    expect(answer).toMatchObject({ status: 200, body: { username: 'ada' } })
  })
})

describe('mix hex.organization auth acme', () => {
  const check = (key: string, organization = 'acme') =>
    client.api('GET', `/auth?domain=repository&resource=${organization}`, undefined, { authorization: key })

  test('--key takes a key of the organization, and keeps whose it is', async () => {
    organizationKey = await server.keyOfAcme('read', ['read'])
    const owner = { type: 'organization', name: 'acme' }
    expect(await check(organizationKey)).toMatchObject({ status: 200, body: { key: { owner } } })
  })

  test("--key takes a person's key, and keeps whose it is", async () => {
    const key = await server.keyOfAda(['read'], 'hex:acme')
    const owner = { type: 'user', name: 'ada' }
    expect(await check(key)).toMatchObject({ status: 200, body: { key: { owner } } })
  })

  test('--key of a login hears that it may, and no owner', async () => {
    const { authorization = '' } = await machine.credential()
    expect(await check(authorization)).toMatchObject({ status: 204, body: null })
  })

  test('--key of anything else says why not, in the message that is printed', async () => {
    const wrong = await check('0123456789abcdef0123456789abcdef')
    expect(wrong).toMatchObject({ status: 401, body: { status: 401, message: expect.any(String) } })
    const elsewhere = await check(organizationKey, 'globex')
    expect(elsewhere).toMatchObject({ status: 403, body: { message: expect.stringContaining('globex') } })
  })

  test('without a key makes one, and is warned that it will not do for long', async () => {
    const body = { name: 'vm-repository-acme', permissions: acmes }
    const made = await client.api('POST', '/keys', body, await machine.credential())
    expect(made).toMatchObject({ status: 201, body: { name: body.name, secret: expect.any(String) } })
    expect(made.headers['x-hex-message']).toMatch(/^"[^"]+";level=warn$/)
    expect(await check(text(made, 'secret'))).toMatchObject({ status: 200 })
  })
})

describe('mix hex.organization key acme, where the server wants a code', () => {
  const call =
    (method: string, path: string, body?: Parameters<HexClient['api']>[2]) =>
    async (otp: string | undefined) =>
      client.api(method, `/orgs/acme/keys${path}`, body, await machine.credential(otp))
  const permissions = [{ domain: 'api', resource: 'read' }, ...acmes]

  beforeAll(async () => {
    app = await addSecondFactor(ada, server)
  })

  test('generate is asked for a code, and prints the secret', async () => {
    const prompts = typing(app.nextCode())
    const outcome = await withApi(prompts, call('POST', '', { name: 'vm', permissions }))
    expect(prompts.asked).toEqual(['Enter OTP code:'])
    expect(outcome).toMatchObject({
      result: 'answered',
      answer: { status: 201, body: { name: 'vm', secret: expect.any(String), permissions } },
    })
  })

  test('generate within five minutes is asked for none', async () => {
    const prompts = typing()
    await withApi(prompts, call('POST', '', { name: 'k1', permissions }))
    expect(prompts.asked).toEqual([])
  })

  test('generate with wrong codes is asked three times, and gives up', async () => {
    server.wait(fiveMinutes)
    const answers: HexAnswer[] = []
    const prompts = typing('000000', '000001', '000002')
    const outcome = await withApi(prompts, async otp => {
      const answer = await call('POST', '', { name: 'k2', permissions })(otp)
      answers.push(answer)
      return answer
    })
    expect(outcome).toEqual({ result: 'otp_max_retries' })
    const again = 'Invalid OTP code. Please try again:'
    expect(prompts.asked).toEqual(['Enter OTP code:', again, again])
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
  })

  test('list needs no code, and has a name and an instant of every key', async () => {
    const { body } = await call('GET', '')(undefined)
    const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    const [k1, vm] = [{ name: 'k1' }, { name: 'vm' }].map(key => ({ ...key, inserted_at: instant }))
    expect(body).toMatchObject([k1, vm, { name: expect.any(String), inserted_at: instant }])
  })

  test('revoke is sent bare and then with a code, for one key and for all', async () => {
    server.wait(fiveMinutes)
    const one = typing(app.nextCode())
    expect(await withApi(one, call('DELETE', '/k1'))).toMatchObject({
      answer: { status: 200, body: { name: 'k1', authing_key: false } },
    })
    expect(one.asked).toHaveLength(1)
    server.wait(fiveMinutes)
    const all = typing(app.nextCode())
    expect(await withApi(all, call('DELETE', ''))).toMatchObject({ answer: { status: 200 } })
    expect(all.asked).toHaveLength(1)
    expect(await call('GET', '')(undefined)).toMatchObject({ status: 200, body: [] })
    organizationKey = await server.keyOfAcme('read', ['read'])
  })
})

describe('mix hex.publish', () => {
  const releases = '/repos/acme/packages/widget/releases?replace=false'
  const tarball = buildTarball({ name: 'widget', version: '1.0.0' })

  test('asks first who it is and for which organizations it may publish', async () => {
    const answer = await client.api('GET', '/users/me', undefined, await machine.credential())
    expect(answer.body).toMatchObject({ username: 'ada', organizations: [{ name: 'acme', role: 'owner' }] })
  })

  test('is asked for a code before the tarball is sent, and sends it once there is one', async () => {
    server.wait(fiveMinutes)
    const sent: boolean[] = []
    const outcome = await withApi(typing(app.nextCode()), async otp => {
      const answer = await client.upload(releases, tarball, await machine.credential(otp))
      sent.push(answer.bodySent)
      return answer
    })
    expect(outcome).toMatchObject({ answer: { status: 201 } })
    expect(sent).toEqual([false, true])
  })

  test('in CI publishes with a key for that package, its documentation too, and no other', async () => {
    const permissions = [{ domain: 'package', resource: 'acme/widget' }]
    const made = await client.api(
      'POST',
      '/orgs/acme/keys',
      { name: 'release', permissions },
      {
        ...(await machine.credential(app.nextCode())),
      },
    )
    const credential = { authorization: text(made, 'secret') }
    const next = buildTarball({ name: 'widget', version: '1.1.0' })
    expect(await client.upload(releases, next, credential)).toMatchObject({ status: 201 })
    const documentation = gzipSync(writeTar([{ name: 'index.html', contents: '<h1>widget</h1>' }]))
    const docs = '/repos/acme/packages/widget/releases/1.1.0/docs'
    expect(await client.upload(docs, documentation, credential)).toMatchObject({ status: 201 })
    const other = await client.upload('/repos/acme/packages/gadget/releases?replace=false', next, credential)
    expect(other).toMatchObject({ status: 403, bodySent: false })
  })

  test('without an organization hears which option is missing', async () => {
    const answer = await client.upload('/packages/widget/releases?replace=false', tarball, {
      ...(await machine.credential(app.nextCode())),
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(text(answer, 'message')).toContain('organization:')
  })
})

describe('mix deps.get', () => {
  const widget = (credential?: HexCredential) => client.fetch('/repos/acme/packages/widget', credential)

  test('with a stored key of the organization exchanges it, and fetches with what it gets', async () => {
    const credential = await machine.exchanged(organizationKey)
    const exchange = machine.grants.at(-1)
    expect(exchange).toMatchObject({ status: 200, body: { expires_in: 1800, scope: 'repository:acme' } })
    expect(exchange?.body).not.toHaveProperty('refresh_token')
    expect(await widget(credential)).toMatchObject({ status: 200 })
    const tarball = await client.fetch('/repos/acme/tarballs/widget-1.0.0.tar', credential)
    expect(tarball.bytes).toEqual(buildTarball({ name: 'widget', version: '1.0.0' }))
  })

  test('with HEX_REPOS_KEY exchanges it again on every run', async () => {
    for (let run = 0; run < 2; run += 1)
      expect(await widget(await machine.exchanged(organizationKey))).toMatchObject({ status: 200 })
  })

  test('with a login that expires within five minutes refreshes it first, once', async () => {
    server.wait(machine.login.expiresAt - server.now() - 200)
    const before = machine.login
    const grants = machine.grants.length
    expect(await widget(await machine.credential())).toMatchObject({ status: 200 })
    expect(machine.grants.length).toBe(grants + 1)
    expect(machine.login.accessToken).not.toBe(before.accessToken)
    expect(machine.login.refreshToken).not.toBe(before.refreshToken)
  })

  test('with a login that cannot be refreshed asks once, and then nothing without a credential', async () => {
    const lost = new HexMachine(server)
    await lost.logIn(answering(ada, 'approve', { code: app.nextCode() }))
    const { accessToken, refreshToken = '' } = lost.login
    await giveBack(client, accessToken)
    server.wait(lost.login.expiresAt - server.now())
    expect(await refresh(client, refreshToken)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: expect.any(String) },
    })
    expect(await lost.credential()).toEqual({})
    expect(lost.grants).toHaveLength(1)
    expect(await widget()).toMatchObject({ status: 401 })
  })

  test('with HEX_API_KEY alone comes without a credential, as that is for the API', async () => {
    const answer = await widget()
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="hex"')
  })

  test('from a repository of its own that exchanges elsewhere hears at once that nothing is there', async () => {
    const answer = await fetch(`${server.origin}/alt/api/oauth/token`, { method: 'POST', body: 'any' })
    expect(answer.status).toBe(404)
  })

  test('from a repository of its own that exchanges nothing sends the key as it is', async () => {
    expect(await widget({ authorization: organizationKey })).toMatchObject({ status: 200 })
  })
})

describe('mix hex.user deauth', () => {
  test('gives the login back, which ends it, and revokes the key of a client before 2.4', async () => {
    const { accessToken, refreshToken = '' } = machine.login
    const made = await withApi(typing(app.nextCode()), async otp =>
      client.api('POST', '/keys', { name: 'oldw' }, await machine.credential(otp)),
    )
    if (made.result !== 'answered') throw new Error(made.result)
    const old = text(made.answer, 'secret')
    expect(await giveBack(client, accessToken)).toMatchObject({ status: 200, body: null })
    expect(await refresh(client, refreshToken)).toMatchObject({ status: 400 })
    const revoked = await client.api('DELETE', '/keys/oldw', undefined, { authorization: old })
    expect(revoked).toMatchObject({ status: 200, body: { name: 'oldw', authing_key: true } })
    expect(await whoami(old)).toMatchObject({ status: 401 })
    expect(fields(await whoami(`Bearer ${accessToken}`))).toMatchObject({ message: expect.any(String) })
  })
})
