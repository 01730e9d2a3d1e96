import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { authError } from '../errors.ts'
import {
  type Answering,
  json,
  loginAt,
  offline,
  origin,
  type TestOptions,
  testHouse,
} from '../oauth/testing/house.ts'
import { createAskStatus } from './index.ts'

const valid = {
  identity: { kind: 'account', id: 'account-1', name: 'ada' },
  login: { id: 'login-1', name: 'build-7', expires_at: 1_900_000_000 },
  organizations: [{ id: 'organization-1', name: 'acme', display_name: 'Acme Inc.', role: 'owner' }],
  may: { rows: [], words: ['may only publish pypi:acme'] },
  expires_at: 1_800_000_000,
}
const apiNo = (status: number, code: string) =>
  json({ error: { code, message: 'It says no.', next: 'Do that.' } }, status)

function asking(answer: Answering, options?: TestOptions) {
  const house = testHouse(answer, options)
  return { house, ask: createAskStatus(house, 'Log in: latchkey login') }
}
const login = loginAt(0)

test('W8, W9: a good credential is somebody’s, with organizations and roles, until when and what it may do', async () => {
  const { house, ask } = asking(() => json(valid))
  expect(await ask(login)).toEqual({
    ...{ authenticated: true, registry: origin, source: 'login', scope: 'api repositories' },
    identity: { kind: 'account', id: 'account-1', name: 'ada' },
    organizations: [{ id: 'organization-1', name: 'acme', displayName: 'Acme Inc.', role: 'owner' }],
    may: ['may only publish pypi:acme'],
    expiresAt: 1_800_000_000_000,
    endsAt: 1_900_000_000_000,
  })
  expect(house.sent).toMatchObject([
    { url: `${origin}/api/v1/validate`, authorization: 'Bearer access-0', userAgent: 'latchkey' },
  ])
})

test('W8: it is asked live, each time', async () => {
  const { house, ask } = asking(() => json(valid))
  await ask(login)
  await ask(login)
  expect(house.sent).toHaveLength(2)
})

describe('W10, W11: a credential that is refused is nobody’s', () => {
  test.each<[number, string, string]>([
    [401, 'token_revoked', 'rejected'],
    [401, 'token_expired', 'expired'],
    [403, 'action_not_allowed', 'insufficient_scope'],
  ])('%d %s', async (status, code, reason) => {
    const { ask } = asking(() => apiNo(status, code))
    const answer = await ask(loginAt(0, { account: 'ada' }))
    expect(answer).toEqual({
      ...{ authenticated: false, registry: origin, source: 'login', organizations: [], reason },
      ...{ message: 'It says no.', next: 'Log in: latchkey login' },
    })
    expect(JSON.stringify(answer)).not.toContain('ada')
  })

  test('what stands in the environment is to be changed there: a login would not go before it', async () => {
    const { ask } = asking(() => apiNo(401, 'invalid_token'))
    expect(await ask({ ...login, source: 'environment' })).toMatchObject({
      next: expect.stringMatching(/^It stands in a variable .*, or unset it\. Log in: latchkey login$/),
    })
  })

  test('also where the 401 is of something before the registry', async () => {
    const { ask } = asking(() => new Response('<h1>Unauthorized</h1>', { status: 401 }))
    expect(await ask(login)).toMatchObject({ authenticated: false, reason: 'rejected' })
  })

  test.each(['login_ended', 'exchange_failed', 'expired'] as const)(
    'and where getting one ended with %s',
    async code => {
      const { house, ask } = asking(() => json(valid))
      expect(await ask(authError(code, 'It is over.', 'Log in.'))).toMatchObject({
        authenticated: false,
        message: 'It is over.',
      })
      expect(house.sent).toEqual([])
    },
  )
})

describe('W11: trouble is an error, and not a no', () => {
  test.each<[string, Parameters<typeof asking>[0]]>([
    ['offline', () => offline],
    ['too_many_requests', () => json({}, 503)],
    ['bad_answer', () => json({}, 500)],
    ['bad_answer', () => new Response('<h1>Sign in to the network</h1>')],
    ['bad_answer', () => json({})],
    ['bad_answer', () => json({ ...valid, organizations: [{ name: 'acme', role: 'emperor' }] })],
    ['bad_answer', () => json({ ...valid, identity: { kind: 'account', id: '1', name: '\u001b[2J' } })],
    ['bad_answer', () => apiNo(404, 'not_found')],
  ])('%s', async (code, answer) => {
    expect(await asking(answer).ask(login)).toMatchObject({ code })
  })

  test('so is trouble with getting a credential', async () => {
    expect(await asking(() => json(valid)).ask(offline)).toBe(offline)
  })
})

test('W12: where the registry tells less, less is shown', async () => {
  const { may: _, expires_at: __, ...less } = valid
  const answer = await asking(() => json(less)).ask({ ...login, scopes: [] })
  expect(answer).not.toHaveProperty('scope')
  expect(answer).not.toHaveProperty('may')
})

test('W13: no credential is no, without asking anybody', async () => {
  const { house, ask } = asking(() => json(valid))
  expect(await ask(undefined)).toMatchObject({
    authenticated: false,
    reason: 'no_credentials',
    organizations: [],
  })
  expect(house.sent).toEqual([])
})

test('W16: no token is ever part of an answer, however the registry quotes it', async () => {
  const quoting: Answering = ({ authorization }) =>
    json({ error: { code: 'no', message: `Bad: ${authorization}` } }, 401)
  const answer = await asking(quoting).ask(login)
  expect(JSON.stringify(answer)).toContain('[redacted]')
  expect(JSON.stringify(answer)).not.toContain('access-0')
})

test('W3: a credential of another registry is not sent', async () => {
  const { house, ask } = asking(() => json(valid))
  expect(await ask(loginAt(0, { origin: 'https://other.example.com' }))).toMatchObject({
    code: 'untrusted_origin',
  })
  expect(house.sent).toEqual([])
})

test('hex.pm says it in its own words', async () => {
  const hexpm = { identity: 'users/me', bareKeys: true, api: { url: `${origin}/api/`, trusted: true } }
  const { house, ask } = asking(
    () => json({ username: 'ada', email: 'x', organizations: [{ name: 'acme', role: 'write' }] }),
    {
      registry: hexpm,
    },
  )
  expect(await ask(loginAt(0, { kind: 'key', token: new Secret('0123456789abcdef') }))).toMatchObject({
    identity: { kind: 'account', name: 'ada' },
    organizations: [{ name: 'acme', displayName: 'acme', role: 'write' }],
  })
  expect(house.sent).toMatchObject([{ url: `${origin}/api/users/me`, authorization: '0123456789abcdef' }])
})
