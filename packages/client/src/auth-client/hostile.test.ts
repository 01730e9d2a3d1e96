/** What hex_cli_auth's tests leave out, and what a server can do to a client that believes it. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { loginName } from '../credential.ts'
import { createMemoryLocks } from '../single-flight/index.ts'
import { manualClock } from '../single-flight/testing/clocks.ts'
import type { AuthorizedRequest, Callbacks } from './index.ts'
import {
  challenge,
  codeOf,
  counted,
  exchangedAs,
  get,
  granted,
  inTurn,
  loginFor,
  minute,
  must,
  shown,
  wants,
  withoutRefreshToken,
  world,
} from './testing/world.ts'

const hour = 60 * minute
const key = new Secret('k3y')
const code = () => new Secret('123456')

describe('a server that contradicts itself', () => {
  test('token_expired for ever: one refresh, one login, and an end that says what to type', async () => {
    const shouldLogIn = vi.fn(() => true)
    const { client, calls, asked } = world({
      ...{ stored: loginFor(hour), answer: () => wants('token_expired') },
      ...{ callbacks: { shouldLogIn }, loginCommand: 'shop login' },
    })
    const answer = await client.withApi('write', get)
    expect(answer).toMatchObject({ code: 'rejected', next: 'Run: shop login' })
    expect(calls().map(({ authorization }) => authorization)).toEqual([
      'Bearer at-old',
      'Bearer at-new',
      'Bearer at-device',
    ])
    expect([asked('refresh_token').length, shouldLogIn.mock.calls.length]).toEqual([1, 1])
  })

  test('every answer that there is, in any order: few calls, at most one login and three codes, and an end', async () => {
    const answers = [
      ...['totp_required', 'invalid_totp', 'token_expired', 'invalid_token'].map(error => () => wants(error)),
      ...[() => challenge('Basic realm=hex'), () => challenge(''), () => challenge('OTP, Bearer')],
      ...[() => new Response(null, { status: 401 }), () => new Response()],
    ]
    const replies = [
      () => granted('new'),
      () => exchangedAs('x'),
      () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
      () => new Response('<html>', { status: 500 }),
    ]
    const pick = <T>(list: readonly T[]) => fc.infiniteStream(fc.constantFrom(...list))
    await fc.assert(
      fc.asyncProperty(
        pick(answers),
        pick(replies),
        fc.record({ optional: fc.boolean(), inline: fc.boolean() }),
        fc.constantFrom('login', 'bare login', 'key', 'explicit', 'nothing'),
        fc.boolean(),
        async (answer, reply, options, what, repository) => {
          const [promptCode, shouldLogIn] = [vi.fn(code), vi.fn(() => true)]
          const { client, calls, asked } = world({
            stored:
              what === 'login'
                ? loginFor(hour)
                : what === 'bare login'
                  ? withoutRefreshToken(loginFor(hour))
                  : {},
            ...(what === 'explicit' && { explicit: { api: key, repository: key } }),
            callbacks: { promptCode, shouldLogIn, ...(what === 'key' && { credentials: () => ({ key }) }) },
            answer: () => answer.next().value(),
            tokens: () => reply.next().value(),
          })
          await (repository
            ? client.withRepository('hexpm', get, options)
            : client.withApi('write', get, options))
          expect(calls().length).toBeLessThanOrEqual(8)
          expect(asked('refresh_token').length).toBeLessThanOrEqual(2)
          expect(promptCode.mock.calls.length).toBeLessThanOrEqual(options.inline ? 3 : 0)
          expect(shouldLogIn.mock.calls.length).toBeLessThanOrEqual(options.inline ? 1 : 0)
        },
      ),
      propertyOptions(1_000),
    )
  })

  test('a code is asked for though one was just right: three at most', async () => {
    const promptCode = vi.fn(code)
    const { client } = world({
      stored: loginFor(hour),
      answer: () => wants('totp_required'),
      callbacks: { promptCode },
    })
    expect(codeOf(await client.withApi('write', get))).toBe('too_many_codes')
    expect(promptCode).toHaveBeenCalledTimes(3)
  })

  test('a code is asked for where there is no credential: it is a login that is wanted', async () => {
    const promptCode = vi.fn(code)
    const { client } = world({ answer: () => wants('totp_required'), callbacks: { promptCode } })
    expect(codeOf(await client.withApi('read', get, { optional: true, inline: false }))).toBe(
      'no_credentials',
    )
    expect(promptCode).not.toHaveBeenCalled()
  })
})

describe('a refused login', () => {
  test.for([
    'Bearer realm="hex", error="token_expired"',
    'Bearer error="token_expired", realm="hex"',
    'Basic realm=hex',
    'Bearer realm="latchkey", error="invalid_token", error_description="The token has expired."',
    '',
  ])('by %j is refreshed, whatever our clock says', async header => {
    const { client, calls } = world({
      ...{ stored: loginFor(hour) },
      answer: ({ authorization }) => (authorization === 'Bearer at-old' ? challenge(header) : new Response()),
    })
    expect(must(await client.withApi('read', get)).status).toBe(200)
    expect(calls()).toHaveLength(2)
  })

  test('on the path of a repository is refreshed too, and asked for again where that is no use', async () => {
    const { client, calls } = world({
      ...{ stored: loginFor(hour) },
      answer: ({ authorization }) =>
        authorization === 'Bearer at-device' ? new Response() : wants('token_expired'),
    })
    expect(must(await client.withRepository('hexpm:acme', get, { inline: true })).status).toBe(200)
    expect(calls().map(({ authorization }) => authorization)).toEqual([
      'Bearer at-old',
      'Bearer at-new',
      'Bearer at-device',
    ])
  })

  test('says what the server said, on one line, without what moves a cursor', async () => {
    const answer = () =>
      challenge(
        `Bearer error="invalid_token", error_description="Ended \u001b[2J by ada.${'x'.repeat(400)}"`.replace(
          '\u001b',
          '\\\t',
        ),
      )
    const { client } = world({ stored: withoutRefreshToken(loginFor(hour)), answer })
    const problem = await client.withApi('read', get, { inline: false })
    expect(codeOf(problem)).toBe('expired')
    const key = world({ explicit: { api: new Secret('k3y') }, answer })
    const refusal = await key.client.withApi('read', get)
    if (!refused(refusal)) throw new Error('It was answered.')
    expect(refusal.message).toMatch(
      /^https:\/\/hex\.pm refuses the credential of the configuration of this process\. It says: Ended {2}\[2J by ada\.x+$/,
    )
    expect(refusal.message.length).toBeLessThan(450)
  })
})

test('a server that quotes what it was sent is told without it', async () => {
  const { client } = world({
    explicit: { api: new Secret('k3y-of-somebody') },
    answer: ({ authorization, otp }) =>
      otp === undefined
        ? wants('totp_required')
        : challenge(`Bearer error="invalid_token", error_description="Not ${authorization} with ${otp}"`),
    callbacks: { promptCode: () => new Secret('271828') },
  })
  const problem = await client.withApi('read', get)
  expect(problem).toMatchObject({ message: expect.stringContaining('Not [redacted] with [redacted]') })
  expect(JSON.stringify([problem, await client.explain()])).not.toMatch(/k3y-of|271828/)
})

test('whose a login is, is asked with a refreshed one where its token is over, whatever the clock says', async () => {
  const { client, asked, kept } = world({
    stored: loginFor(hour),
    answer: ({ authorization }) =>
      authorization === 'Bearer at-new'
        ? Response.json({ username: 'ada', organizations: [] })
        : wants('token_expired'),
  })
  expect(must(await client.status())).toMatchObject({ authenticated: true, identity: { name: 'ada' } })
  expect(asked('refresh_token')).toHaveLength(1)
  expect(shown(await kept())).toBe('at-new')
})

test('and once: what is refused then is nobody’s', async () => {
  const { client, asked } = world({ stored: loginFor(hour), answer: () => wants('token_expired') })
  expect(must(await client.status())).toMatchObject({ authenticated: false, reason: 'rejected' })
  expect(asked('refresh_token')).toHaveLength(1)
})

test('a login that turns out to be over while it is asked about is no trouble, but a no; trouble is no no', async () => {
  const over = world({
    ...{ stored: loginFor(hour), answer: () => wants('token_expired') },
    tokens: () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
  })
  expect(must(await over.client.status())).toMatchObject({ authenticated: false, reason: 'rejected' })
  const down = world({
    ...{ stored: loginFor(hour), answer: () => wants('token_expired') },
    tokens: () => new Response(null, { status: 503 }),
  })
  expect(codeOf(await down.client.status())).toBe('refresh_failed')
})

describe('a refused key', () => {
  test('is not passed over for the login: neither is sent again, and nobody is asked', async () => {
    const shouldLogIn = vi.fn(() => true)
    const { client, calls } = world({
      ...{ stored: loginFor(hour), explicit: { api: key }, callbacks: { shouldLogIn } },
      answer: () => challenge('Basic realm=hex'),
    })
    expect(codeOf(await client.withApi('read', get))).toBe('rejected')
    expect(calls().map(({ authorization }) => authorization)).toEqual(['k3y'])
    expect(shouldLogIn).not.toHaveBeenCalled()
  })

  test('of the environment is named by its variable', async () => {
    const environment = { LATCHKEY_TOKEN_HEX_PM: 'k3y' }
    const { client } = world({ environment, answer: () => challenge('Basic realm=hex') })
    expect(await client.withApi('read', get)).toMatchObject({
      code: 'rejected',
      next: 'Set LATCHKEY_TOKEN_HEX_PM to a token that is good, or unset it and run: latchkey login',
    })
  })

  test('that was exchanged is exchanged once more', async () => {
    const { client, calls, asked } = world({
      ...{
        callbacks: { credentials: () => ({ key }) },
        tokens: inTurn(
          () => exchangedAs('1'),
          () => exchangedAs('2'),
        ),
      },
      answer: ({ authorization }) =>
        authorization === 'Bearer at-1' ? wants('token_expired') : new Response(),
    })
    expect(must(await client.withRepository('hexpm', get)).status).toBe(200)
    expect(calls().map(({ authorization }) => authorization)).toEqual(['Bearer at-1', 'Bearer at-2'])
    expect(asked('client_credentials')).toHaveLength(2)
  })

  test('where it is optional goes without, once, and that is not silent', async () => {
    const warn = vi.fn()
    const { client, calls } = world({
      ...{ explicit: { repository: key }, callbacks: { warn } },
      answer: ({ authorization }) => (authorization === undefined ? new Response() : wants('invalid_token')),
    })
    expect(must(await client.withRepository('hexpm', get)).status).toBe(200)
    expect(calls().map(({ authorization }) => authorization)).toEqual(['k3y', undefined])
    expect(warn.mock.calls).toMatchObject([[{ code: 'rejected' }]])
  })

  test('where going without does not help either keeps its reason', async () => {
    const { client } = world({ explicit: { repository: key }, answer: () => challenge('Bearer realm="hex"') })
    expect(await client.withRepository('hexpm', get)).toMatchObject({
      code: 'no_credentials',
      cause: { code: 'rejected' },
    })
  })
})

describe('an exchange', () => {
  const inheriting = {
    inheritKeys: true,
    callbacks: { credentials: (name: string) => (name === 'hexpm' ? { key } : {}) },
  }

  test('of a parent’s key is found again under the child’s name', async () => {
    const { client, asked } = world({ ...inheriting, tokens: () => exchangedAs('x') })
    for (let n = 0; n < 3; n += 1) expect(shown(await client.resolveRepository('hexpm:acme'))).toBe('at-x')
    expect(asked('client_credentials')).toHaveLength(1)
    await client.resolveRepository('hexpm:other')
    expect(asked('client_credentials')).toHaveLength(2)
  })

  test('that fails is said: neither the key nor the login goes in its place, and it is not called', async () => {
    const failing = [
      () => Response.json({ error: 'invalid_client' }, { status: 401 }),
      () => new Response('<html>', { status: 502 }),
    ]
    for (const tokens of failing) {
      const { client, calls } = world({
        ...{ stored: loginFor(hour), tokens },
        callbacks: { credentials: () => ({ key }) },
      })
      expect(codeOf(await client.withRepository('hexpm', get))).toMatch(/exchange_failed|bad_answer/)
      expect(calls()).toEqual([])
    }
  })

  test('that fails once its token was refused is said too, optional or not', async () => {
    const { client, calls } = world({
      callbacks: { credentials: () => ({ key }) },
      tokens: inTurn(
        () => exchangedAs('1'),
        () => Response.json({ error: 'invalid_client' }, { status: 401 }),
      ),
      answer: () => wants('token_expired'),
    })
    expect(codeOf(await client.withRepository('hexpm', get))).toBe('exchange_failed')
    expect(calls().map(({ authorization }) => authorization)).toEqual(['Bearer at-1'])
  })

  test.for(['nowhere', 'ftp://hex.pm/'])('goes nowhere where it is told to go to %s', async exchangeUrl => {
    const credentials = () => ({ key: new Secret('k3y') })
    const { client, asked } = world({ exchangeUrl, callbacks: { credentials } })
    expect(codeOf(await client.withRepository('hexpm:acme', get))).toBe('invalid_configuration')
    expect(asked('client_credentials')).toEqual([])
  })

  test('goes where it is told to', async () => {
    const { client, asked, calls } = world({
      ...{ exchangeUrl: 'https://hex.pm/elsewhere/oauth/token', callbacks: { credentials: () => ({ key }) } },
      answer: () => exchangedAs('elsewhere'),
    })
    expect(shown(await client.resolveRepository('hexpm'))).toBe('at-elsewhere')
    expect([asked('client_credentials').map(({ url }) => url), calls()]).toEqual([
      ['https://hex.pm/elsewhere/oauth/token'],
      [],
    ])
  })
})

describe('trouble on the way is no rejection', () => {
  test.for([403, 404, 429, 500, 502, 503, 200, 302])(
    '%i is the caller’s own business: one call, nobody asked, nothing refreshed',
    async status => {
      const shouldLogIn = vi.fn(() => true)
      const { client, calls, asked } = world({
        ...{ stored: loginFor(hour), callbacks: { shouldLogIn } },
        answer: () =>
          new Response(null, {
            status,
            headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' },
          }),
      })
      expect(must(await client.withApi('write', get)).status).toBe(status)
      expect([calls().length, asked('refresh_token').length, shouldLogIn.mock.calls.length]).toEqual([
        1, 0, 0,
      ])
    },
  )

  test('no network is the caller’s answer, and the login stays', async () => {
    const { client, kept } = world({
      stored: loginFor(hour),
      answer: () => Promise.reject(new TypeError('fetch failed')),
    })
    expect(codeOf(await client.withApi('write', get))).toBe('offline')
    expect((await kept())?.token.expose()).toBe('at-old')
  })

  test('a refresh that gets no answer keeps the login, asks nobody, and is called what it is', async () => {
    const shouldLogIn = vi.fn(() => true)
    for (const answer of [() => new Response(), () => wants('token_expired')]) {
      const { client, kept } = world({
        ...{ stored: loginFor(answer().status === 200 ? -minute : hour), answer, callbacks: { shouldLogIn } },
        tokens: () => new Response('<html>', { status: 503 }),
      })
      expect(codeOf(await client.withApi('write', get))).toBe('refresh_failed')
      expect((await kept())?.token.expose()).toBe('at-old')
    }
    expect(shouldLogIn).not.toHaveBeenCalled()
  })

  test('what the caller’s function throws is thrown', async () => {
    const { client } = world({ stored: loginFor(hour) })
    const broken = client.withApi('read', () => Promise.reject(new RangeError('mine')))
    await expect(broken).rejects.toThrow(new RangeError('mine'))
  })

  test('a body that breaks off while the caller reads it is a value', async () => {
    const body = () => new ReadableStream({ pull: controller => controller.error(new Error('gone')) })
    const { client } = world({ stored: loginFor(hour), answer: () => new Response(body()) })
    const reading = async (request: AuthorizedRequest) => must(await get(request)).text()
    expect(codeOf(await client.withApi('read', reading))).toBe('offline')
  })
})

describe('nobody to ask', () => {
  test.for(['true', '1', 'woodpecker'])(
    'with CI=%s nobody is asked and nothing is waited for, terminal or not',
    async CI => {
      const [shouldLogIn, promptCode, showLogin] = [vi.fn(() => true), vi.fn(code), vi.fn()]
      const callbacks = { shouldLogIn, promptCode, showLogin }
      const nothing = world({ environment: { CI }, callbacks })
      const before = nothing.clock.monotonic()
      expect(codeOf(await nothing.client.withApi('write', get))).toBe('no_credentials')
      expect(nothing.clock.monotonic()).toBe(before)
      const wanted = world({
        environment: { CI },
        callbacks,
        stored: loginFor(hour),
        answer: () => wants('totp_required'),
      })
      expect(codeOf(await wanted.client.withApi('write', get))).toBe('code_required')
      for (const callback of [shouldLogIn, promptCode, showLogin]) expect(callback).not.toHaveBeenCalled()
    },
  )

  test.for(['', 'false', '0'])('CI=%j is none', async CI => {
    const { client } = world({ environment: { CI } })
    expect(must(await client.withApi('write', get)).status).toBe(200)
  })

  test('in CI logging in is refused at once, also while somebody else is about to', async () => {
    const locks = createMemoryLocks(manualClock())
    const { client } = world({ environment: { CI: 'true' }, locks })
    await locks.withLease(loginName('https://hex.pm'), async () => {
      expect(codeOf(await client.logIn())).toBe('no_credentials')
    })
  })

  test('without a terminal nobody is shown a login', async () => {
    const showLogin = vi.fn()
    const { client } = world({ interactive: false, callbacks: { showLogin } })
    expect(codeOf(await client.withApi('write', get))).toBe('no_credentials')
    expect(showLogin).not.toHaveBeenCalled()
  })

  const ends: readonly (readonly [string, NonNullable<Callbacks['promptCode']>])[] = [
    ['undefined', () => undefined],
    ['nothing but a line end', () => new Secret('\n')],
    ['cancelled', () => 'cancelled'],
    ['an error', () => Promise.reject(new Error('end of input'))],
  ]
  test.for(ends)('the end of input at the prompt for a code, as %s, is an answer', async ([, promptCode]) => {
    const { client, calls } = world({
      stored: loginFor(hour),
      answer: () => wants('totp_required'),
      callbacks: { promptCode },
    })
    expect(codeOf(await client.withApi('write', get))).toBe('code_cancelled')
    expect(calls()).toHaveLength(1)
  })

  test('the end of input at a login is one too', async () => {
    for (const showLogin of [
      () => 'cancelled' as const,
      (): Promise<void> => Promise.reject(new Error('end of input')),
    ]) {
      const { client } = world({ callbacks: { showLogin } })
      expect(codeOf(await client.withApi('write', get))).toBe('cancelled')
    }
  })

  test('a repository asks nobody unless it is told to', async () => {
    const shouldLogIn = vi.fn(() => true)
    const { client } = world({ answer: () => challenge('Basic realm=hex'), callbacks: { shouldLogIn } })
    expect(codeOf(await client.withRepository('hexpm', get))).toBe('no_credentials')
    expect(shouldLogIn).not.toHaveBeenCalled()
  })
})

describe('a login that was won', () => {
  test('on the path of a repository is used there, after going without was refused', async () => {
    const { client, calls } = world({
      answer: ({ authorization }) =>
        authorization === undefined ? challenge('Bearer realm="hex"') : new Response(),
    })
    expect(must(await client.withRepository('hexpm:acme', get, { inline: true })).status).toBe(200)
    expect(calls().map(({ authorization }) => authorization)).toEqual([undefined, 'Bearer at-device'])
  })

  test('in place of one that is over is another one, after going without was refused', async () => {
    const { client, calls } = world({
      stored: withoutRefreshToken(loginFor(-minute)),
      answer: ({ authorization }) =>
        authorization === 'Bearer at-device' ? new Response() : challenge('Bearer realm="hex"'),
    })
    expect(must(await client.withRepository('hexpm', get, { inline: true })).status).toBe(200)
    expect(calls().map(({ authorization }) => authorization)).toEqual([undefined, 'Bearer at-device'])
  })

  test('is not asked for where it would not be used', async () => {
    const shouldLogIn = vi.fn(() => true)
    const options = { answer: () => challenge('Bearer realm="x"'), callbacks: { shouldLogIn } }
    const custom = world({ ...options, places: () => ({ url: 'https://repo.example.net/', trusted: true }) })
    expect(codeOf(await custom.client.withRepository('myrepo', get, { inline: true }))).toBe('no_credentials')
    const untrusted = world({
      ...options,
      places: () => ({ url: 'https://mirror.example.net/', trusted: false }),
    })
    expect(codeOf(await untrusted.client.withRepository('hexpm', get, { inline: true }))).toBe(
      'no_credentials',
    )
    const withoutLogins = world({ ...options, sources: ['explicit', 'environment'] })
    expect(codeOf(await withoutLogins.client.withApi('read', get))).toBe('no_credentials')
    expect(shouldLogIn).not.toHaveBeenCalled()
  })

  test('in place of one that reads only is another one', async () => {
    const { client, calls } = world({ stored: loginFor(hour, { scopes: ['api:read'] }) })
    expect(must(await client.withApi('write', get)).status).toBe(200)
    expect(calls().map(({ authorization }) => authorization)).toEqual(['Bearer at-device'])
  })
})

describe('while the caller’s function runs', () => {
  test('no lock is held: it may call the client again, and others are not kept waiting', async () => {
    const { client, calls } = world({
      answer: ({ authorization }) =>
        authorization === undefined ? challenge('Bearer realm="hex"') : new Response(),
    })
    const inside = counted(async (request: AuthorizedRequest) => {
      const inner = await client.withApi('write', get)
      return refused(inner) ? inner : get(request)
    })
    const [outer, other] = await Promise.all([client.withApi('write', inside), client.withApi('write', get)])
    expect([must(outer).status, must(other).status]).toEqual([200, 200])
    expect(calls()).toHaveLength(3)
  })
})

describe('the credential goes no further than its place', () => {
  const elsewhere = [
    'https://evil.example/x',
    'http://hex.pm/api/x',
    'https://hex.pm:8443/api/x',
    '//evil.example/x',
    '/other/x',
    '../x',
  ]

  test('by send and by headersFor', async () => {
    const { client, calls } = world({ stored: loginFor(hour) })
    await client.withApi('read', async request => {
      for (const url of elsewhere) {
        await request.send(url)
        expect(request.headersFor(url)).toEqual({})
      }
      expect(request.headersFor('https://ada:x@hex.pm/api/x')).toEqual({})
      expect(request.headersFor('users/me')).toEqual({ authorization: 'Bearer at-old' })
    })
    expect(calls().map(({ authorization }) => authorization)).toEqual(elsewhere.map(() => undefined))
  })

  test('of a repository goes to no other organization’s', async () => {
    const { client, calls } = world({ callbacks: { credentials: () => ({ repository: key }) } })
    await client.withRepository('hexpm:acme', async request => {
      await request.send('packages/foo')
      await request.send('../acme2/packages/foo')
      await request.send('../other/packages/foo')
    })
    expect(calls().map(({ authorization }) => authorization)).toEqual(['k3y', undefined, undefined])
  })
})

describe('what the caller gives back', () => {
  const expired = ({ authorization }: { authorization: string | undefined }) =>
    authorization === 'Bearer at-old' ? wants('token_expired') : Response.json({ name: 'plug' })

  test('may be anything: then what was answered last is looked at', async () => {
    const { client } = world({ stored: loginFor(hour), answer: expired })
    const named = await client.withApi('read', async request => {
      const answer = must(await get(request))
      return answer.ok ? ((await answer.json()) as { name: string }).name : 'none'
    })
    expect(named).toBe('plug')
  })

  test('may be the answer of a client of its own', async () => {
    const { client } = world({ stored: loginFor(hour) })
    const headers = (authorization: string | undefined) =>
      new Map(authorization === 'Bearer at-old' ? [['www-authenticate', 'Bearer error="token_expired"']] : [])
    const answer = await client.withApi('read', async request => {
      const { authorization } = request.headersFor('users/me')
      const found = headers(authorization)
      return {
        status: found.size === 0 ? 200 : 401,
        headers: { get: (name: string) => found.get(name) ?? null },
        attempt: request.attempt,
      }
    })
    expect(answer).toMatchObject({ status: 200, attempt: 2 })
  })

  test('is untouched where a 401 was only on the way', async () => {
    const { client, calls } = world({
      stored: loginFor(hour),
      answer: ({ url }) => (url.endsWith('first') ? wants('token_expired') : new Response()),
    })
    await client.withApi('read', async request => {
      await request.send('first')
      return must(await request.send('second')).status
    })
    expect(calls()).toHaveLength(2)
  })
})

test('a token that should be narrowed does not go out whole where nobody says to what', async () => {
  const { client, calls } = world({ stored: loginFor(hour) })
  expect(codeOf(await client.withApi('write', get, { attenuate: 'request' }))).toBe('invalid_configuration')
  expect(calls()).toEqual([])
})

test('cancelled is an answer, before a call and between two tries, and sends nothing more', async () => {
  const giveUp = new AbortController()
  const { client, calls } = world({
    stored: loginFor(hour),
    answer: () => {
      giveUp.abort()
      return wants('token_expired')
    },
  })
  const cancelled = () => client.withApi('read', get, { signal: giveUp.signal })
  expect(codeOf(await cancelled())).toBe('cancelled')
  expect(codeOf(await cancelled())).toBe('cancelled')
  expect(calls()).toHaveLength(1)
})

test('explain tells what happened and who won, and no secret', async () => {
  const { client } = world({
    stored: loginFor(hour),
    answer: () => wants('token_expired'),
    callbacks: { shouldLogIn: () => true },
  })
  await client.withApi('write', get)
  const { candidates, trace } = await client.explain({ permission: 'write' })
  expect(candidates.find(({ outcome }) => outcome === 'won')).toMatchObject({ source: 'login' })
  expect(trace.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['found', 'rejected', 'refreshed', 'logged in', 'gave up']),
  )
  expect(JSON.stringify({ candidates, trace })).not.toMatch(/at-|rt-/)
})
