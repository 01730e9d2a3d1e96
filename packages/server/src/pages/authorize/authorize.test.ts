/** `/oauth/authorize`: who is sent where, with what, and who is not. */

import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { preconfigured } from '../../clients/index.ts'
import { windowOf } from '../../second-factors/index.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { type Answer, Visitor } from '../testing/visitor.ts'

const minute = 60_000
/** RFC 7636, appendix B. */
const codeVerifier = new Secret('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const redirectUri = 'http://127.0.0.1:54321/callback'

const good = {
  ...{ response_type: 'code', client_id: 'latchkey', redirect_uri: redirectUri, state: 'S&=é "1"' },
  ...{ scope: 'api:read repositories', code_challenge: codeChallenge, code_challenge_method: 'S256' },
}

type Change = Readonly<Record<string, string | readonly string[] | undefined>>

const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  await house.person('ada')
  visitor = new Visitor(house, origin)
  await visitor.signIn('ada')
})

const address = (change: Change = {}) => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...good, ...change })) {
    if (value === undefined) continue
    for (const each of typeof value === 'string' ? [value] : value) parameters.append(name, each)
  }
  return `/oauth/authorize?${parameters}`
}
const ask = (change: Change = {}, by = visitor) => by.get(address(change))
const fields = (change: Change = {}) =>
  Object.fromEntries(
    Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>
const answer = (change: Change, page = address()) =>
  visitor.submit('/oauth/authorize', fields(change), { page })

/** Where the browser was sent, taken apart. */
function sentTo({ status, headers }: Answer) {
  expect(status).toBe(303)
  const location = headers.get('location') ?? ''
  const [uri = '', query = ''] = location.split('?')
  return { uri, ...Object.fromEntries(new URLSearchParams(query)) } as Record<string, string>
}

test('a person agrees, and the client gets a code, its state and who answers (RFC 9207)', async () => {
  const { html } = await ask()
  for (const shown of ['Let latchkey in?', 'ada', 'this machine (127.0.0.1)', 'Install packages'])
    expect(html).toContain(shown)
  const back = sentTo(await answer({ do: 'approve', may: ['api:read', 'repositories'] }))
  expect(back).toMatchObject({ uri: redirectUri, state: good.state, iss: origin })
  expect(Object.keys(back).sort()).toEqual(['code', 'iss', 'state', 'uri'])
  const [client] = preconfigured.filter(({ id }) => id === 'latchkey')
  if (client === undefined) throw new Error('This client is part of the program.')
  const code = new Secret(back['code'] ?? '')
  const tokens = await house.authorizationCodes.redeem({ code, client, redirectUri, codeVerifier }, {})
  expect(tokens).toMatchObject({ grantedScope: 'api:read repositories' })
})

test('what a program calls its device is text, on one short line that turns nothing around', async () => {
  const { html } = await ask({ device_name: `a<img src=x>\u202e\n${'x'.repeat(300)}` })
  expect(html).toMatch(/<strong>a&lt;img src=x&gt; x{80,100}<\/strong>/)
})

test('a person denies, and the client is told (RFC 6749, 4.1.2.1)', async () => {
  const back = sentTo(await answer({ do: 'deny' }))
  expect(back).toMatchObject({ uri: redirectUri, error: 'access_denied', state: good.state, iss: origin })
  expect(back).not.toHaveProperty('code')
})

test('nothing is agreed to by itself: the address alone, and a form without an answer, show the page', async () => {
  expect((await ask()).status).toBe(200)
  expect((await answer({})).html).toContain('Let latchkey in?')
  const codes = await house.store.read.selectFrom('authorization_codes').selectAll().execute()
  expect(codes).toEqual([])
})

describe('security 2: nobody is sent to an address that is not the client’s', () => {
  test.each<[string, Change]>([
    ['of somebody else', { redirect_uri: 'https://evil.example/callback' }],
    ['of another path', { redirect_uri: 'http://127.0.0.1:54321/callback/evil' }],
    ['of another path, encoded', { redirect_uri: 'http://127.0.0.1:54321/callback%2f..%2fevil' }],
    ['with a query that is not registered', { redirect_uri: `${redirectUri}?x=1` }],
    ['with a fragment', { redirect_uri: `${redirectUri}#x` }],
    ['whose name only looks like this machine', { redirect_uri: 'http://127.0.0.1.evil.example/callback' }],
    ['whose user name does', { redirect_uri: 'http://127.0.0.1:54321@evil.example/callback' }],
    ['of localhost, which anybody may answer to', { redirect_uri: 'http://localhost:54321/callback' }],
    ['of another scheme', { redirect_uri: 'https://127.0.0.1:54321/callback' }],
    ['that runs in the page', { redirect_uri: 'javascript:alert(1)' }],
    ['that is missing', { redirect_uri: undefined }],
    ['that is empty', { redirect_uri: '' }],
    ['that is named twice', { redirect_uri: [redirectUri, 'https://evil.example/'] }],
    ['of an unknown client', { client_id: 'nobody' }],
    ['of no client', { client_id: undefined }],
    ['of two clients', { client_id: ['latchkey', '78ea6566-89fd-481e-a1d6-7d9d78eacca8'] }],
    ['of a client that has none', { client_id: '78ea6566-89fd-481e-a1d6-7d9d78eacca8' }],
  ])('%s', async (_what, change) => {
    const shown = await ask(change)
    expect(shown.status).toBe(400)
    expect(shown.headers.get('location')).toBeNull()
    expect(shown.html).not.toContain('href="javascript')
    const posted = await answer({ ...change, do: 'approve', may: 'repositories' })
    expect(posted.status).toBe(400)
    expect(posted.headers.get('location')).toBeNull()
  })

  test('any port of this machine is the client’s (RFC 8252, 7.3)', async () => {
    for (const uri of [
      'http://127.0.0.1/callback',
      'http://127.0.0.1:1/callback',
      'http://[::1]:65535/callback',
    ])
      expect((await ask({ redirect_uri: uri })).status).toBe(200)
  })
})

describe('the client is told what is wrong with its request, with its state', () => {
  test.each<[string, Change, string]>([
    ['no response type', { response_type: undefined }, 'invalid_request'],
    ['the implicit grant (security 1)', { response_type: 'token' }, 'unsupported_response_type'],
    ['no PKCE', { code_challenge: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE without a method, which means plain', { code_challenge_method: undefined }, 'invalid_request'],
    ['a challenge that is none', { code_challenge: 'short' }, 'invalid_request'],
    ['an unknown scope', { scope: 'api openid' }, 'invalid_scope'],
    ['a fragment for an answer', { response_mode: 'fragment' }, 'invalid_request'],
    ['a parameter that comes twice', { scope: ['api', 'repositories'] }, 'invalid_request'],
  ])('%s', async (_what, change, error) => {
    const back = sentTo(await ask(change))
    expect(back).toMatchObject({ uri: redirectUri, error, state: good.state, iss: origin })
    expect(back['error_description']).toMatch(/^[ !#-[\]-~]+$/)
  })

  test.each<[string, Change]>([
    ['is missing', { state: undefined }],
    ['comes twice', { state: ['one', 'two'] }],
  ])('and without one where that %s', async (_what, change) => {
    const back = sentTo(await ask(change))
    expect(back).toMatchObject({ error: 'invalid_request', iss: origin })
    expect(back).not.toHaveProperty('state')
  })

  test('before anybody is asked to sign in', async () => {
    const nobody = new Visitor(house, origin)
    expect(sentTo(await ask({ scope: 'openid' }, nobody))).toMatchObject({ error: 'invalid_scope' })
  })
})

test('whoever is not signed in signs in first, and comes back to the whole request', async () => {
  const nobody = new Visitor(house, origin)
  const login = (await ask({}, nobody)).headers.get('location') ?? ''
  const next = new URL(login, origin).searchParams.get('next') ?? ''
  const there = await nobody.post('/login', { username: 'ada', password, next })
  const page = await nobody.get(there.headers.get('location') ?? '')
  expect(page.html).toContain('Let latchkey in?')
  expect(page.html).toContain('value="S&amp;=é &quot;1&quot;"')
})

test('somebody who gave the password and no code signs in to the end first', async () => {
  const { id } = (await house.accounts.byUsername('ada')) ?? { id: '' }
  await giveSecondFactor(house.store, id, house.clock)
  const half = new Visitor(house, origin)
  await half.signIn('ada')
  expect((await ask({}, half)).status).toBe(303)
  expect((await ask({}, half)).headers.get('location')).toMatch(/^\/login/)
  const token = /name="form_token" value="([^"]+)"/.exec((await half.get('/login/code')).html)?.[1] ?? ''
  const form = { ...fields(), do: 'approve', may: 'repositories' }
  const posted = await half.post('/oauth/authorize', form, { formToken: token })
  expect(posted.headers.get('location')).toMatch(/^\/login/)
})

describe('what it may do', () => {
  test('can be narrowed, and is never more than was asked for', async () => {
    sentTo(await answer({ do: 'approve', may: ['repositories', 'api:write'] }))
    const [row] = await house.store.read.selectFrom('authorization_codes').select('scope').execute()
    expect(row?.scope).toBe('repositories')
  })

  test('is something: nothing ticked is said at the boxes, and the request is kept', async () => {
    const { status, html } = await answer({ do: 'approve' })
    expect(status).toBe(400)
    expect(html).toContain('id="may-problem"')
    expect(html).toContain(`name="code_challenge" value="${codeChallenge}"`)
  })

  test('with a second factor, changing things takes a code, which opens the window', async () => {
    const { id } = (await house.accounts.byUsername('ada')) ?? { id: '' }
    const app = await giveSecondFactor(house.store, id, house.clock)
    await visitor.signIn('ada')
    await visitor.submit('/login/code', { code: app.code().expose() }, { page: '/login/code' })
    house.clock.advance(minute)
    const form = { scope: 'api', do: 'approve', may: ['api:write'] }
    const page = address({ scope: 'api' })
    expect((await answer(form, page)).html).toContain('id="code-problem"')
    const back = sentTo(await answer({ ...form, code: app.code().expose() }, page))
    const client = preconfigured.find(each => each.id === 'latchkey')
    if (client === undefined) throw new Error('This client is part of the program.')
    const code = new Secret(back['code'] ?? '')
    const tokens = await house.authorizationCodes.redeem({ code, client, redirectUri, codeVerifier }, {})
    expect(refused(tokens)).toBe(false)
    const [login] = (await house.logins.list(id)).items
    expect(await windowOf(house.store.read, 'login', login?.id ?? '')).toBe(house.clock.now() + 5 * minute)
  })
})

describe('security 26: the page lets its form lead to the client, and to nobody else', () => {
  const formAction = ({ headers }: Answer) =>
    /form-action ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]

  test.each([
    ['http://127.0.0.1:54321/callback', "'self' http://127.0.0.1:54321"],
    ['http://127.0.0.1/callback', "'self' http://127.0.0.1"],
    // A policy cannot name an IPv6 address, so its port has to do.
    ['http://[::1]:54321/callback', "'self' http://*:54321"],
  ])('%s', async (uri, said) => {
    expect(formAction(await ask({ redirect_uri: uri }))).toBe(said)
  })

  test('also those that an administrator registered, an app’s own scheme among them', async () => {
    const redirectUris = [
      'https://ci.example.com/back?x=1',
      'com.example.app:/back',
      "https://a;b'.example/x",
    ]
    const made = await house.clients.create({ name: 'CI', redirectUris, confidential: true }, operator)
    const { client } = granted(made)
    const said = []
    for (const uri of redirectUris)
      said.push(formAction(await ask({ client_id: client.id, redirect_uri: uri })))
    expect(said).toEqual(["'self' https://ci.example.com", "'self' com.example.app:", "'self'"])
    const [uri = ''] = redirectUris
    const back = await answer({ client_id: client.id, redirect_uri: uri, do: 'deny' })
    expect(back.headers.get('location')).toMatch(
      /^https:\/\/ci\.example\.com\/back\?x=1&error=access_denied&/,
    )
  })

  test('also where it is asked whether it is still you, and on no other page', async () => {
    house.clock.advance(11 * minute)
    const form = { scope: 'api', do: 'approve', may: ['api:write'] }
    const asked = await answer(form, address({ scope: 'api' }))
    expect(asked.html).toContain('Is it still you?')
    expect(formAction(asked)).toBe("'self' http://127.0.0.1:54321")
    sentTo(await answer({ ...form, password_again: password }, address({ scope: 'api' })))
    expect(formAction(await visitor.get('/account'))).toBe("'self'")
    const foreign = { ...form, redirect_uri: 'https://evil.example/' }
    expect(formAction(await answer(foreign))).toBe("'self'")
  })
})
