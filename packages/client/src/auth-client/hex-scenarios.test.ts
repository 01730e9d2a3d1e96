/** The 35 scenarios of hex_core's `hex_cli_auth_SUITE`, by their numbers, with keys inherited as it has them. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { describe, expect, test, vi } from 'vitest'
import {
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
  type WorldOptions,
  wants,
  withoutRefreshToken,
  world,
} from './testing/world.ts'

const asHexDoes = { inheritKeys: true } satisfies WorldOptions
const key = new Secret('k3y')
const given = (names: Record<string, object>): WorldOptions => ({
  ...asHexDoes,
  callbacks: { credentials: name => names[name] },
})
const hour = 60 * minute
const mirror = { places: () => ({ url: 'https://mirror.example.net/', trusted: false }) }

describe('resolving for the API', () => {
  test('1: the configuration has an api_key: that key', async () => {
    const { client } = world({ ...asHexDoes, explicit: { api: key } })
    expect(must(await client.resolveApi('read'))).toMatchObject({
      source: 'explicit',
      kind: 'key',
      token: key,
    })
  })

  test('2: the callback gives hexpm an api_key: that key', async () => {
    const { client } = world(given({ hexpm: { api: key } }))
    expect(shown(await client.resolveApi('write'))).toBe('k3y')
  })

  test('3: only the parent hexpm has an api_key, for hexpm:myorg: the parent’s key', async () => {
    const { client } = world(given({ hexpm: { api: key } }))
    expect(shown(await client.resolveApi('write', { repository: 'hexpm:myorg' }))).toBe('k3y')
  })

  test('4: no keys, a login good for an hour that can be refreshed: its Bearer token', async () => {
    const { client, calls, asked } = world({ ...asHexDoes, stored: loginFor(hour) })
    expect(must(await client.resolveApi('read'))).toMatchObject({
      source: 'login',
      refreshToken: expect.any(Secret),
    })
    await client.withApi('read', get)
    expect(calls()[0]?.authorization).toBe('Bearer at-old')
    expect(asked('refresh_token')).toHaveLength(0)
  })

  test('5: the login ended 100 s ago and can be refreshed: a new token, kept once', async () => {
    const { client, written, kept } = world({ ...asHexDoes, stored: loginFor(-100_000) })
    expect(shown(await client.resolveApi('read'))).toBe('at-new')
    expect(written).toHaveLength(1)
    expect((await kept())?.token.expose()).toBe('at-new')
  })

  test('6: a good login that cannot be refreshed: its token', async () => {
    const { client } = world({ ...asHexDoes, stored: withoutRefreshToken(loginFor(hour)) })
    const found = must(await client.resolveApi('read'))
    expect([shown(found), found?.refreshToken]).toEqual(['at-old', undefined])
  })

  test('7: nothing: nothing', async () => {
    expect(await world(asHexDoes).client.resolveApi('read')).toBeUndefined()
  })
})

describe('resolving for a repository', () => {
  test('8: the configuration has a repo_key: that key', async () => {
    const { client } = world({ ...asHexDoes, explicit: { repository: key } })
    expect(must(await client.resolveRepository('hexpm'))).toMatchObject({ source: 'explicit', token: key })
  })

  test('9: the callback gives a repo_key, trusted: that key', async () => {
    const { client } = world(given({ hexpm: { repository: key } }))
    expect(shown(await client.resolveRepository('hexpm'))).toBe('k3y')
  })

  test('10: trusted, an auth_key, exchange off: the auth_key itself', async () => {
    const { client } = world({ ...given({ hexpm: { key } }), exchange: false })
    expect(shown(await client.resolveRepository('hexpm'))).toBe('k3y')
  })

  test('11: untrusted, an auth_key is there: nothing', async () => {
    for (const exchange of [true, false]) {
      const { client } = world({ ...given({ hexpm: { key } }), ...mirror, exchange })
      expect(await client.resolveRepository('hexpm')).toBeUndefined()
    }
  })

  test('12: trusted, no auth_key, a login: its token', async () => {
    const { client } = world({ ...asHexDoes, stored: loginFor(hour) })
    expect(shown(await client.resolveRepository('hexpm'))).toBe('at-old')
  })

  test('13: untrusted, nothing: nothing', async () => {
    expect(await world({ ...asHexDoes, ...mirror }).client.resolveRepository('hexpm')).toBeUndefined()
  })

  test('14: trusted, an auth_key, exchange on, nothing cached: the exchanged token, kept under the repository’s name', async () => {
    const { client, all, asked } = world({
      ...given({ hexpm: { key } }),
      tokens: () => exchangedAs('exchanged'),
    })
    const found = must(await client.resolveRepository('hexpm'))
    expect([shown(found), found?.source, found?.refreshToken]).toEqual([
      'at-exchanged',
      'exchanged',
      undefined,
    ])
    expect(Object.keys(await all())).toEqual([expect.stringMatching(/^exchanged https:\/\/hex\.pm hexpm /)])
    expect(asked('client_credentials')[0]?.form.get('client_secret')).toBe('k3y')
    expect(asked('client_credentials')[0]?.form.get('scope')).toBe('repositories')
  })

  test('15: the same with a good token cached: that, and no exchange', async () => {
    const { client, asked, clock } = world({
      ...given({ hexpm: { key } }),
      tokens: () => exchangedAs('exchanged'),
    })
    await client.resolveRepository('hexpm')
    clock.pass(25 * minute)
    expect(shown(await client.resolveRepository('hexpm'))).toBe('at-exchanged')
    expect(asked('client_credentials')).toHaveLength(1)
  })

  test('16: the same with the cached token over: a new one, kept under the repository’s name', async () => {
    const tokens = inTurn(
      () => exchangedAs('1'),
      () => exchangedAs('2'),
    )
    const { client, all, clock } = world({ ...given({ hexpm: { key } }), tokens })
    await client.resolveRepository('hexpm')
    clock.pass(25 * minute + 1)
    expect(shown(await client.resolveRepository('hexpm'))).toBe('at-2')
    expect(Object.values(await all()).map(each => each.token.expose())).toEqual(['at-2'])
  })

  test('17: hexpm:myorg, only the parent has an auth_key, exchange off: the parent’s auth_key', async () => {
    const { client, calls } = world({ ...given({ hexpm: { key } }), exchange: false })
    await client.withRepository('hexpm:myorg', request => request.send('packages/foo'))
    expect(calls()).toMatchObject([
      { url: 'https://repo.hex.pm/repos/myorg/packages/foo', authorization: 'k3y' },
    ])
  })
})

describe('one-time codes', () => {
  const codes = (...texts: string[]) => vi.fn(() => new Secret(texts.shift() ?? 'no more'))

  test('18: totp_required, the prompt gives 123456: two calls, the second with the code, and it succeeds', async () => {
    const act = counted(get)
    const promptCode = codes('123456')
    const { client, calls } = world({
      ...{ ...asHexDoes, stored: loginFor(hour), callbacks: { promptCode } },
      answer: ({ otp }) => (otp === undefined ? wants('totp_required') : new Response('done')),
    })
    expect(must(await client.withApi('write', act)).status).toBe(200)
    expect(calls().map(({ otp }) => otp)).toEqual([undefined, '123456'])
    expect(act.requests.map(({ code }) => code?.expose())).toEqual([undefined, '123456'])
    expect(promptCode).toHaveBeenCalledWith(expect.objectContaining({ reason: 'totp_required', attempt: 1 }))
  })

  test('19: totp_required, then invalid_totp, then good: three calls, the codes in order', async () => {
    const promptCode = codes('111111', '222222')
    const { client, calls } = world({
      ...{ ...asHexDoes, stored: loginFor(hour), callbacks: { promptCode } },
      answer: ({ otp }) =>
        otp === undefined
          ? wants('totp_required')
          : otp === '111111'
            ? wants('invalid_totp')
            : new Response(),
    })
    expect(must(await client.withApi('write', get)).status).toBe(200)
    expect(calls().map(({ otp }) => otp)).toEqual([undefined, '111111', '222222'])
    expect(promptCode.mock.calls).toMatchObject([
      [{ reason: 'totp_required' }],
      [{ reason: 'invalid_totp', attempt: 2 }],
    ])
  })

  test('20: totp_required, the prompt is cancelled: code_cancelled', async () => {
    const promptCode = () => 'cancelled' as const
    const { client } = world({
      stored: loginFor(hour),
      callbacks: { promptCode },
      answer: () => wants('totp_required'),
    })
    expect(codeOf(await client.withApi('write', get))).toBe('code_cancelled')
  })

  test('21: always invalid_totp: too_many_codes, after three', async () => {
    const promptCode = codes('1', '2', '3', '4')
    const { client, calls } = world({
      stored: loginFor(hour),
      callbacks: { promptCode },
      answer: () => wants('invalid_totp'),
    })
    expect(codeOf(await client.withApi('write', get))).toBe('too_many_codes')
    expect([promptCode.mock.calls.length, calls().length]).toEqual([3, 4])
  })
})

describe('a token that the server refuses', () => {
  const refusesOld = ({ authorization }: { authorization: string | undefined }) =>
    authorization === 'Bearer at-old' ? wants('token_expired') : new Response()

  test('22: inside the five minutes, then one token_expired: refreshed before the first call, two calls, kept', async () => {
    const tokens = inTurn(
      () => granted('1'),
      () => granted('2'),
    )
    const { client, calls, kept } = world({
      ...{ ...asHexDoes, stored: loginFor(4 * minute), tokens },
      answer: ({ authorization }) =>
        authorization === 'Bearer at-1' ? wants('token_expired') : new Response(),
    })
    expect(must(await client.withApi('read', get)).status).toBe(200)
    expect(calls().map(({ authorization }) => authorization)).toEqual(['Bearer at-1', 'Bearer at-2'])
    expect((await kept())?.token.expose()).toBe('at-2')
  })

  const shouldLogIn = (yes: boolean) => vi.fn(() => yes)
  const withoutRefresh = (callbacks: WorldOptions['callbacks']): WorldOptions => ({
    ...{ ...asHexDoes, stored: withoutRefreshToken(loginFor(hour)), answer: refusesOld },
    callbacks: callbacks ?? {},
  })

  test('23: good by our clock, cannot be refreshed, token_expired, the person says yes: a login, and again with that, kept', async () => {
    const asked = shouldLogIn(true)
    const { client, calls, kept } = world(withoutRefresh({ shouldLogIn: asked }))
    expect(must(await client.withApi('read', get)).status).toBe(200)
    expect(calls().map(({ authorization }) => authorization)).toEqual(['Bearer at-old', 'Bearer at-device'])
    expect(asked.mock.calls).toEqual([['rejected']])
    expect((await kept())?.token.expose()).toBe('at-device')
  })

  test('24: the same, the person says no: auth_declined, asked once', async () => {
    const asked = shouldLogIn(false)
    const { client } = world(withoutRefresh({ shouldLogIn: asked }))
    expect(codeOf(await client.withApi('read', get))).toBe('auth_declined')
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('25: the same, not inline: it has expired, and nobody is asked', async () => {
    const asked = shouldLogIn(true)
    const { client } = world(withoutRefresh({ shouldLogIn: asked }))
    expect(codeOf(await client.withApi('read', get, { inline: false }))).toBe('expired')
    expect(asked).not.toHaveBeenCalled()
  })
})

describe('optional', () => {
  test('26: nothing, optional: called without a credential', async () => {
    const act = counted(get)
    const { client, calls } = world(asHexDoes)
    expect(must(await client.withApi('read', act, { optional: true })).status).toBe(200)
    expect([act.requests[0]?.credential, calls()[0]?.authorization]).toEqual([undefined, undefined])
  })

  test('27: a login that is over and cannot be refreshed, optional: called without', async () => {
    const warn = vi.fn()
    const { client, calls } = world({
      ...asHexDoes,
      stored: withoutRefreshToken(loginFor(-minute)),
      callbacks: { warn },
    })
    expect(must(await client.withApi('read', get, { optional: true })).status).toBe(200)
    expect(calls()[0]?.authorization).toBeUndefined()
    expect(warn.mock.calls).toMatchObject([[{ code: 'expired' }]])
  })

  test('28: nothing, neither optional nor inline: no_credentials, and it is not called', async () => {
    const act = counted(get)
    const { client } = world(asHexDoes)
    expect(codeOf(await client.withApi('read', act, { inline: false }))).toBe('no_credentials')
    expect(act.requests).toEqual([])
  })

  test('29: nothing, the person says yes: a login, its token used, and kept', async () => {
    const { client, calls, kept } = world({ ...asHexDoes, callbacks: { shouldLogIn: () => true } })
    expect(must(await client.withApi('write', get)).status).toBe(200)
    expect(calls()[0]?.authorization).toBe('Bearer at-device')
    expect((await kept())?.refreshToken?.expose()).toBe('rt-device')
  })
})

describe('calling a repository', () => {
  test('30: untrusted, nothing, defaults: called without a credential', async () => {
    const { client, calls } = world({ ...asHexDoes, ...mirror, stored: loginFor(hour) })
    expect(must(await client.withRepository('hexpm', get)).status).toBe(200)
    expect(calls()).toMatchObject([
      { url: 'https://mirror.example.net/packages/plug', authorization: undefined },
    ])
  })

  test('31: trusted, an auth_key, exchange off: called with the key itself', async () => {
    const { client, calls } = world({ ...given({ hexpm: { key } }), exchange: false })
    await client.withRepository('hexpm', get)
    expect(calls()[0]?.authorization).toBe('k3y')
  })

  test('32: trusted, a login that is over and cannot be refreshed, optional as by default: called without', async () => {
    const { client, calls } = world({ ...asHexDoes, stored: withoutRefreshToken(loginFor(-minute)) })
    expect(must(await client.withRepository('hexpm', get)).status).toBe(200)
    expect(calls()[0]?.authorization).toBeUndefined()
  })
})

describe('at once', () => {
  test('33: two, a login that is over, keeping takes long: both succeed, one refresh', async () => {
    const { client, asked } = world({ ...asHexDoes, stored: loginFor(-minute) })
    const found = await Promise.all([client.resolveApi('read'), client.resolveApi('write')])
    expect(found.map(shown)).toEqual(['at-new', 'at-new'])
    expect(asked('refresh_token')).toHaveLength(1)
  })

  test('34: five, the refresh is refused with invalid_grant: dropped once, one request, all are told', async () => {
    const tokens = () => Response.json({ error: 'invalid_grant' }, { status: 400 })
    const { client, asked, kept, written } = world({ ...asHexDoes, stored: loginFor(-minute), tokens })
    const found = await Promise.all(Array.from({ length: 5 }, () => client.resolveApi('read')))
    expect(found.map(shown)).toEqual(Array.from({ length: 5 }, () => 'login_ended'))
    expect([asked('refresh_token').length, written.length, await kept()]).toEqual([1, 1, undefined])
  })

  test('35: five without a credential, the first one held up by its prompt: one prompt, kept once, all with the same token', async () => {
    const shouldLogIn = vi.fn(async () => {
      await new Promise(resolve => setTimeout(resolve, 20))
      return true
    })
    const { client, calls, written } = world({ ...asHexDoes, callbacks: { shouldLogIn } })
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.withApi('write', get)))
    expect(answers.filter(refused)).toEqual([])
    expect(calls().map(({ authorization }) => authorization)).toEqual(
      Array.from({ length: 5 }, () => 'Bearer at-device'),
    )
    expect([shouldLogIn.mock.calls.length, written.length]).toEqual([1, 1])
  })
})
