/** What holds for every page, whatever it shows: headers, cookies, escaping, and where people are sent. */
import { Secret } from '@latchkey/protocol'
import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { operator } from '../audit/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { mark, script, style } from './assets.ts'
import { createPages } from './index.ts'
import { localPath } from './local-path.ts'
import { routes } from './routes.ts'
import { createPagesHouse, granted, origin, type PagesHouse, password } from './testing/house.ts'
import { exampleOperation } from './testing/operation.ts'
import { formTokenIn, Visitor } from './testing/visitor.ts'

const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  visitor = new Visitor(house, origin)
})

test('whoever loses the right while the password is looked at changes nothing with it', async () => {
  const { organization, people } = await house.acme()
  await house.member(organization, people.admin, 'owner')
  await visitor.signIn('owner')
  house.clock.advance(11 * 60_000)
  const { stepUp } = house.sessions
  vi.spyOn(house.sessions, 'stepUp').mockImplementation(async (...asked) => {
    const answer = await stepUp(...asked)
    await house.member(organization, people.owner, 'read')
    return answer
  })
  const path = '/organizations/acme/members'
  const fields = { role: 'owner', password_again: password }
  const answer = await visitor.submit(`${path}/write`, fields, { page: path })
  expect(answer.status).toBe(403)
  expect(await house.organizations.roleOf(people.write.id, organization.id)).toBe('write')
  expect((await visitor.get(path)).status).toBe(200)
})

describe('headers', () => {
  test('every answer carries the policy of our pages: page, asset, redirect, refusal', async () => {
    for (const path of ['/', '/login', style.path, '/account/keys', '/nothing-here']) {
      const { headers } = await visitor.get(path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    }
  })

  test('plain http on loopback is not promised to be https for a year', async () => {
    const local = createPagesHouse(await open(), 'http://localhost:7420')
    const { headers } = await new Visitor(local, 'http://localhost:7420').get('/')
    expect(headers.has('strict-transport-security')).toBe(false)
  })

  test('no page is stored by anybody; an asset is kept for ever under the hash of its content', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    for (const path of ['/', '/account/keys', '/account/keys/new', '/nothing-here']) {
      expect((await visitor.get(path)).headers.get('cache-control')).toBe('no-store')
    }
    for (const { path } of [style, script, mark]) {
      const answer = await visitor.get(path)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    }
    expect((await visitor.get(style.path.replace(/\.\w{12}\./, '.000000000000.'))).status).toBe(404)
  })

  test('a first visit costs less than 60 KB, from this host alone, and no page has an inline script or style', async () => {
    const { html } = await visitor.get('/')
    expect(
      html.length + [style, script, mark].reduce((sum, { content }) => sum + content.length, 0),
    ).toBeLessThan(60_000)
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].every(([, to]) => /^[/#]/.test(to ?? ''))).toBe(true)
    expect(style.content).not.toMatch(/url\(|@import/)
    expect(html).not.toMatch(/<style|style=|<script(?! src=)|\son\w+=/)
  })
})

describe('the session cookie', () => {
  test('is bound to exactly this https origin and kept from scripts', async () => {
    await house.person('ada')
    const cookie = (await visitor.signIn('ada')).headers.get('set-cookie')
    expect(cookie).toMatch(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=2592000$/)
  })

  test('goes without prefix and Secure on plain http, where browsers would not take it', async () => {
    const local = createPagesHouse(await open(), 'http://localhost:7420')
    await local.person('ada')
    const cookie = (await new Visitor(local, 'http://localhost:7420').signIn('ada')).headers.get('set-cookie')
    expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/)
  })

  test('is a new one after signing in, whatever was there before; the old session ends', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    const before = visitor.cookie ?? ''
    await visitor.signIn('ada')
    expect(visitor.cookie).not.toBe(before)
    expect((await visitor.get('/account/keys', { cookie: before })).status).toBe(303)
  })

  test('that somebody planted beside ours opens nothing', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    const planted = `__Host-sid=planted; ${visitor.cookie}`
    expect((await visitor.get('/account/keys', { cookie: planted })).status).toBe(303)
  })

  test('is gone after signing out, and the session with it', async () => {
    await house.person('ada')
    await visitor.signIn('ada')
    const before = visitor.cookie ?? ''
    const answer = await visitor.submit('/logout', {}, { page: '/' })
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await visitor.get('/account/keys', { cookie: before })).status).toBe(303)
  })
})

test('a token in the Authorization header opens no page', async () => {
  const ada = await house.person('ada')
  const { token } = await house.keyOf(ada, [{ actions: ['account', 'administer'], targets: ['*'] }])
  const answer = await visitor.get('/account/keys', { authorization: `Bearer ${token.expose()}` })
  expect(answer.status).toBe(303)
})

describe('where people are sent after signing in', () => {
  const elsewhere = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    '/%5c..//evil.example/..//',
    '@evil.example',
    ' //evil.example',
  ]

  test.each(elsewhere)('%j leads home', async next => {
    await house.person('ada')
    const answer = await visitor.post('/login', { username: 'ada', password, next })
    const location = new URL(answer.headers.get('location') ?? '', origin)
    expect(location.origin).toBe(origin)
    expect(answer.headers.get('location')).not.toMatch(/^\/\//)
  })

  test('a local path with its query is kept', () => {
    expect(localPath('/organizations/acme/keys?after=x')).toBe('/organizations/acme/keys?after=x')
  })

  test('no text whatever leads to another site', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('/', '\\', '.', '@', ':', '\t', 'a', '%2f', '?', '#', 'http:'),
    })
    fc.assert(
      fc.property(
        fc.oneof(
          nasty,
          nasty.map(text => `/${text}`),
          fc.webUrl(),
        ),
        text => {
          expect(new URL(localPath(text), 'https://here.example').origin).toBe('https://here.example')
        },
      ),
      propertyOptions(5000),
    )
  })
})

test('what people chose to be called is text wherever it stands', async () => {
  const nasty = `<img src=x onerror=alert(1)>"'&`
  const { organization, people } = await house.acme()
  granted(await house.organizations.setDisplayName(organization.id, nasty, operator))
  await visitor.signIn('owner')
  const key = { name: nasty, 'may-1': 'read', 'where-1': 'pypi:acme', expiry: '90', do: 'make', rows: '1' }
  const made = await visitor.submit('/account/keys/new', key)
  expect(made.status).toBe(200)
  const typed = { ...key, 'package-1': nasty, networks: nasty, date: nasty, 'where-1': nasty, role: nasty }
  const answers = [
    made,
    await visitor.submit('/account/keys/new', typed),
    await visitor.submit('/organizations/acme/keys/new', typed),
    await visitor.post('/login', { username: nasty, password: 'wrong', next: `/${nasty}` }),
  ]
  const [first] = (await house.keys.list({ kind: 'account', id: people.owner.id })).items
  for (const path of [
    '/',
    '/account/keys',
    `/account/keys/${first?.id}/revoke`,
    '/organizations/acme',
    '/organizations/acme/members',
    '/organizations/acme/members/read/remove',
    '/organizations/acme/keys',
    '/organizations/acme/keys/new',
    '/organizations/acme/repositories/new',
    '/organizations/acme/repositories/pypi',
    `/${encodeURIComponent(nasty)}`,
    `/login?next=/${encodeURIComponent(nasty)}`,
  ]) {
    answers.push(await visitor.get(path))
  }
  for (const { html } of answers) expect(html).not.toContain('<img src=x')
  expect(answers[0]?.html).toContain('&lt;img src=x')
})

test('a page that breaks says so without telling how, and reports it', async () => {
  const reports: unknown[] = []
  const broken = createPages({
    ...house,
    random: () => new Uint8Array(),
    ecosystems: [],
    operation: exampleOperation(house.clock),
    origin,
    sessions: { ...house.sessions, find: () => Promise.reject(new Error('secret detail')) },
    report: error => reports.push(error),
  })
  const request = new Request(`${origin}/`, { headers: { cookie: '__Host-sid=x' } })
  const response = await broken.fetch(request, { address: undefined })
  expect(response.status).toBe(500)
  expect(await response.text()).not.toContain('secret detail')
  expect(reports).toEqual([new Error('secret detail')])
})

describe('a form', () => {
  test('of another type or beyond 64 KiB is refused', async () => {
    const send = (body: string, type: string) =>
      visitor.send(
        new Request(`${origin}/login`, {
          method: 'POST',
          body,
          headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
        }),
      )
    expect((await send('{}', 'application/json')).status).toBe(415)
    expect((await send('--x--', 'multipart/form-data; boundary=x')).status).toBe(415)
    expect((await send(`username=${'x'.repeat(70_000)}`, 'application/x-www-form-urlencoded')).status).toBe(
      413,
    )
  })

  test('from a browser that does not say Sec-Fetch-Site must name our origin', async () => {
    await house.person('ada')
    const body = () => new URLSearchParams({ username: 'ada', password })
    const send = (headers: Record<string, string>) =>
      visitor.send(new Request(`${origin}/login`, { method: 'POST', body: body(), headers }))
    expect((await send({})).status).toBe(403)
    expect((await send({ origin: 'null' })).status).toBe(403)
    expect((await send({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await send({ origin })).status).toBe(303)
  })

  test('never comes back with a password in it', async () => {
    const link = granted((await house.invitations.setUp(operator)) ?? new Secret('none'))
    const setUp = `/set-up/${link.expose()}`
    const answers = [
      await visitor.post('/login', { username: 'ada', password: 'hunter2-hunter2' }),
      await visitor.post(setUp, { username: 'A B', email: 'nowhere', password: 'hunter2-hunter2' }),
    ]
    for (const { html, status } of answers) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(html).not.toContain('hunter2')
    }
    expect(answers[1]?.html).toContain('value="A B"')
    expect(answers[1]?.html).toContain('value="nowhere"')
  })

  test('of a session shows a token that is this session’s alone', async () => {
    await house.person('ada')
    const other = new Visitor(house, origin)
    await visitor.signIn('ada')
    await other.signIn('ada')
    const [mine, theirs] = [await visitor.get('/'), await other.get('/')].map(({ html }) => formTokenIn(html))
    expect(mine).toBeDefined()
    expect(mine).not.toBe(theirs)
  })
})

forEachEngine((_engine, openStore) => {
  test('no text whatever breaks a page, in its path, its query or its form', async () => {
    const strict = createPagesHouse(await openStore())
    await strict.acme()
    const owner = new Visitor(strict, origin)
    await owner.signIn('owner')
    const formToken = formTokenIn((await owner.get('/')).html) ?? ''
    const odd = ['a\0b', '\u{10ffff}', '..', '%', 'x'.repeat(5000), '-1', '__proto__']
    const fields = [
      ...[
        'username',
        'email',
        'password',
        'next',
        'name',
        'display_name',
        'ecosystem',
        'visibility',
        'role',
        'do',
      ],
      ...['rows', 'may-1', 'where-1', 'package-1', 'networks', 'expiry', 'date', 'password_again'],
    ]
    for (const text of odd) {
      const everywhere = Object.fromEntries(fields.map(name => [name, text]))
      for (const { method, path } of routes) {
        const at = path.replaceAll(/:(\w+)/g, (_, name) =>
          name === 'organization' ? 'acme' : encodeURIComponent(text),
        )
        const odder = path.replaceAll(/:\w+/g, encodeURIComponent(text))
        for (const each of new Set([at, odder])) {
          if (each === '/logout') continue
          const visitor = each === '/login' ? new Visitor(strict, origin) : owner
          const answer =
            method === 'GET'
              ? await visitor.get(
                  `${each}?after=${encodeURIComponent(text)}&next=${encodeURIComponent(text)}`,
                )
              : await visitor.post(each, everywhere, { formToken })
          expect(answer.status, `${method} ${each.slice(0, 60)}`).toBeLessThan(500)
        }
      }
    }
    for (const path of [
      '/%ff',
      '/organizations/%ff',
      '/organizations/%',
      '/set-up/%c0%80',
      '/account/keys/%00/revoke',
    ]) {
      expect((await owner.get(path)).status).toBeLessThan(500)
    }
    expect(strict.reports).toEqual([])
  })
})
