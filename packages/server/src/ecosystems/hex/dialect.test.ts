/** Every way of saying no, as it is on the wire: a term that hex_core reads, and exactly the challenge that it compares. */
import { decodeTerm, encodeTerm, type Secret, type TermInput } from '@latchkey/protocol'
import { actions } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { granted } from '../../credentials/testing/small-house.ts'
import type { RawAnswer } from '../../http/testing/send-raw.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { createDispatcher } from '../dispatcher.ts'
import { basic, textOf } from '../testing/contract-subject.ts'
import { type OpenHouse, openHouse, type TestRequest } from '../testing/open-house.ts'
import { type AskingHouse, askingHouse } from './accounts/testing/asking.ts'
import { hex } from './index.ts'
import { erlang, hexHeaders, hexRequest } from './testing/hex-request.ts'

const me = get('/hex/api/users/me')
const names = get('/hex/repo/repos/acme/names')
const plain = 'Bearer realm="hex"'
const known = (error: string) => `Bearer realm="hex", error="${error}"`

function get(path: string): TestRequest {
  return { method: 'GET', path, headers: hexHeaders }
}

function post(path: string, body: TermInput | Buffer, headers: TestRequest['headers'] = {}): TestRequest {
  const bytes = Buffer.isBuffer(body) ? body : encodeTerm(body)
  return { method: 'POST', path, headers: { ...hexHeaders, ...headers }, body: bytes }
}

const newKey = post('/hex/api/keys', { name: 'ci', permissions: [{ domain: 'api', resource: 'read' }] })

interface Said {
  readonly status: number
  readonly message: RegExp
  /** What `www-authenticate` says, to the letter; nothing where there is none. */
  readonly challenge?: string
}

/** A term, whatever is asked; its status the one of the answer; its message with a next step; its challenge exact. */
function expectSaid({ status, head, body }: RawAnswer, { message, challenge, ...expected }: Said): void {
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]
  const term = granted(decodeTerm(Buffer.from(body, 'latin1')))
  expect({ ...(term as object) }).toEqual({ status, message: expect.stringMatching(message) })
  expect({ status, type: header('content-type'), challenge: header('www-authenticate') }).toEqual({
    ...{ ...expected, challenge, type: erlang },
  })
}

describe('a credential', () => {
  const everything = [{ actions: [...actions], targets: ['*'] }]
  const told =
    'takes a key, and none was sent. Make a key at https://packages.example.com/account/keys .* mix hex.user auth'

  test('that is missing is asked for, by the API and by the repository', async () => {
    const house = await openHouse()
    for (const request of [me, names, newKey])
      expectSaid(await house.send(request), { status: 401, challenge: plain, message: new RegExp(told) })
  })

  type Bad = readonly [what: string, message: RegExp, make: (house: OpenHouse) => Promise<string>]
  const bad: readonly Bad[] = [
    ['a password', /passwords are not accepted/, async () => basic('alice', 'correct horse battery staple')],
    ['made up', /not a token|no token|This is/i, async () => 'hunter2'],
    ['cut off', /cut off/, async house => textOf(await house.keyOf(house.alice, everything)).slice(0, -8)],
    [
      'a key that was revoked',
      /The key "key 1" was revoked at .* Use another key/,
      async house => {
        const { key, token } = await house.keyOf(house.alice, everything)
        granted(await house.keys.revoke(key.id, 'local command'))
        return token.expose()
      },
    ],
    [
      'a key that expired',
      /The key "key 1" expired at .* Use another key/,
      async house => {
        const made = await house.keyOf(house.alice, everything, { expiresAt: house.clock.now() + 1000 })
        house.clock.advance(1000)
        return textOf(made)
      },
    ],
    [
      'of a login that ended',
      /The login .* ended at .* Log in again/,
      async house => {
        const { login, tokens } = await house.loginOf(house.alice)
        granted(await house.logins.end(login.id, 'any', operator))
        return `Bearer ${tokens.accessToken.expose()}`
      },
    ],
  ]

  test.each(bad)(
    'that is %s is a 401 that says so, and that no client tries to refresh',
    async (_, message, make) => {
      const house = await openHouse()
      expectSaid(await house.send(me, await make(house)), { status: 401, challenge: plain, message })
    },
  )

  test('of a login whose access token is over is told so: hex.pm never does', async () => {
    const house = await openHouse()
    const { tokens } = await house.loginOf(house.alice)
    house.clock.advance(30 * 60_000)
    const answer = await house.send(me, `Bearer ${tokens.accessToken.expose()}`)
    expectSaid(answer, { status: 401, challenge: known('token_expired'), message: /expired/ })
  })

  test('of such a login, sent again and again by a client whose clock is behind, is stopped by the limit', async () => {
    const house = await openHouse({ rates: { key: 3 } })
    const { tokens } = await house.loginOf(house.alice)
    house.clock.advance(30 * 60_000)
    const statuses: number[] = []
    for (let n = 0; n < 5; n += 1)
      statuses.push((await house.send(me, `Bearer ${tokens.accessToken.expose()}`)).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
  })

  test('that lacks a right is a 403 without a challenge: hex.pm says 401', async () => {
    const house = await openHouse()
    const reader = await house.keyOf(house.alice, [{ actions: ['read'], targets: ['hex:acme'] }])
    expectSaid(await house.send(newKey, textOf(reader)), { status: 403, message: /may only read hex:acme/ })
    const twice = await house.send(me, textOf(reader), textOf(reader))
    expectSaid(twice, { status: 400, message: /More than one credential/ })
  })
})

describe('a one-time code', () => {
  const coded = (code: Secret | string): TestRequest => ({
    ...newKey,
    headers: { ...newKey.headers, 'x-hex-otp': typeof code === 'string' ? code : code.expose() },
  })

  async function withFactor() {
    const house = await askingHouse()
    const app = await giveSecondFactor(house.store, house.alice.id, house.clock)
    const login = `Bearer ${(await house.loggedIn()).expose()}`
    return { house, app, login }
  }

  async function outcomes(house: AskingHouse, login: string, requests: readonly TestRequest[]) {
    const answers: (number | string | undefined)[] = []
    for (const request of requests) {
      const { status, head } = await house.send(request, login)
      answers.push(status === 401 ? /^www-authenticate: (.*)$/im.exec(head)?.[1] : status)
    }
    return answers
  }

  test('is asked for, told to be wrong, and taken: as the client needs it for its three prompts', async () => {
    const { house, app, login } = await withFactor()
    const wrong = coded('000000')
    expect(await outcomes(house, login, [newKey, wrong, wrong, coded(app.code())])).toEqual([
      ...[known('totp_required'), known('invalid_totp'), known('invalid_totp'), 201],
    ])
  })

  test('exhausts the client, which gives up after one bare and three coded requests, and nothing was done', async () => {
    const { house, login } = await withFactor()
    const requests = [newKey, coded('000000'), coded('000000'), coded('000000')]
    expect(await outcomes(house, login, requests)).toEqual([
      ...[known('totp_required'), known('invalid_totp'), known('invalid_totp'), known('invalid_totp')],
    ])
    expect((await house.keys.list({ kind: 'account', id: house.alice.id })).items).toEqual([])
  })
})

describe('a request', () => {
  const tooMany = { status: 429, message: /Too many requests came .* Try again in \d+ seconds?\.$/ }

  test('for what is not there is a 404, of which the repository warns nobody', async () => {
    const house = await askingHouse()
    const key = (await house.ownerKey()).expose()
    for (const [path, message] of [
      ['/hex/api/nothing', /hex has nothing at this path/],
      ['/hex/repo/installs/hex-1.x.csv', /hex has nothing at this path/],
      ['/hex/api/orgs/nobody', /no organization/],
      ['/hex/repo/repos/nobody/names', /no organization/],
      ['/hex/repo/repos/acme/packages/nothing', /nothing/],
      ['/hex/api/keys/nothing', /key/],
    ] as const)
      expectSaid(await house.send(get(path), key), { status: 404, message })
  })

  test('by another method is a 405 that names those there are', async () => {
    const answer = await (await openHouse()).send({ ...me, method: 'PATCH' })
    expectSaid(answer, { status: 405, message: /It takes GET/ })
    expect(answer.head).toMatch(/^allow: GET, HEAD, OPTIONS$/im)
  })

  test.each([
    ['/hex/api/%2e%2e/users/me', /\. or \.\. segment/],
    ['/hex//api/users/me', /empty segment/],
    ['/hex/api/users/%00', /null/],
  ])('to %s is a 400', async (path, message) => {
    expectSaid(await (await openHouse()).send(get(path)), { status: 400, message })
  })

  test.each([
    [
      'with an unknown atom',
      post('/hex/api/keys', Buffer.from([131, 119, 2, 111, 107])),
      400,
      /the atom "ok"/,
    ],
    ['with a compressed term', post('/hex/api/keys', Buffer.from([131, 80, 0, 0, 0, 9])), 400, /compressed/],
    [
      'with a size that is not there',
      post('/hex/api/keys', Buffer.from([131, 108, 255, 255, 255, 255])),
      400,
      /cut off/,
    ],
    ['of 10 MB', post('/hex/api/keys', Buffer.alloc(7 * 1024 * 1024, 106)), 413, /larger than/],
    [
      'of another type',
      post('/hex/api/keys', Buffer.from('x'), { 'content-type': 'text/plain' }),
      415,
      /text\/plain/,
    ],
  ])('%s is refused by what it is', async (_, request, status, message) => {
    const house = await askingHouse()
    const answer = await house.send(request, (await house.ownerKey()).expose())
    expectSaid(answer, { status, message })
  })

  test('that comes too often is a 429 with the time to wait, as hex.pm says it, from the API and the repository', async () => {
    for (const request of [me, names]) {
      const house = await openHouse({ rates: { anonymous: 2 } })
      for (const _ of [1, 2]) expect((await house.send(request)).status).toBe(401)
      const answer = await house.send(request)
      expectSaid(answer, tooMany)
      expect(answer.head).toMatch(/^retry-after: 30$/im)
      expect(answer.head).toMatch(/^x-ratelimit-limit: 2$/im)
      expect(answer.head).toMatch(/^x-ratelimit-remaining: 0$/im)
      const [, reset] = /^x-ratelimit-reset: (\d+)$/im.exec(answer.head) ?? []
      expect(Number(reset)).toBe(Math.ceil(house.clock.now() / 1000) + 30)
    }
  })

  test.each([
    ['the database is gone', Object.assign(new Error('Nobody is there.'), { code: 'ECONNREFUSED' }), 503],
    ['the disk is full', Object.assign(new Error('No room.'), { code: 'ENOSPC' }), 507],
    ['something breaks', new Error('Nobody thought of this.'), 500],
  ])('while %s is answered in these words too, and not one of why', async (_, error, status) => {
    const reported: unknown[] = []
    const handle = createDispatcher([hex], {
      ...(await openHouse()),
      credentials: { authenticate: () => Promise.reject(error) },
      uploadLimit: 1024,
      report: each => reported.push(each),
    })
    const { headers, body, ...answer } = await handle(hexRequest({ method: 'GET', target: me.path }))
    const head = headers.map(([name, value]) => `${name}: ${value}`).join('\n')
    const text = Buffer.from(body instanceof Uint8Array ? body : '').toString('latin1')
    expectSaid(
      { ...answer, reason: '', head, body: text },
      { status, message: /^(?!.*(Nobody|ECONN|No room)).*\.$/ },
    )
    expect(reported).toEqual([error])
  })
})
