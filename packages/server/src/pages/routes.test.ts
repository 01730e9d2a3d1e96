/** Walks every route: what each declares is what it demands, of everybody. */
import { type Role, roles } from '@latchkey/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { embeddedStores } from '../storage/testing/embedded.ts'
import type { Permission } from './permission.ts'
import { routes } from './routes.ts'
import { createPagesHouse, granted, origin, type PagesHouse } from './testing/house.ts'
import { formTokenIn, Visitor } from './testing/visitor.ts'

/** A path of the route in the organization that the test made. */
const pathOf = (path: string) =>
  path
    .replace(':organization', 'acme')
    .replace(':ecosystem', 'pypi')
    .replace(':package', 'widget')
    .replace(':username', 'guest')
    .replace(/:(key|secret|session|version|file|login|code|client)/, 'unknown')

/** Where a form stands that is sent to a path: there, or as little above it as can be. */
const formsAt = (path: string): string =>
  path === '' ? '/' : shown.has(path) ? path : formsAt(path.slice(0, path.lastIndexOf('/')))

const shown = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => pathOf(path)))
const guarded = routes.filter(route => route.may !== 'anyone')
const posts = routes.filter(route => route.method === 'POST')

/** The least role that each permission demands in its organization: written out a second time, on purpose. */
function leastRole(may: Permission): Role | undefined {
  if (typeof may === 'string') return undefined
  if (may.action === 'describe') return 'read'
  if ('of' in may) return 'admin'
  return may.administers === 'keys' ? 'admin' : 'owner'
}

test('every route says whom it is for', () => {
  for (const route of routes) {
    const permission: unknown = route.may
    expect(permission, route.path).toBeDefined()
  }
})

test('what a route without a session shows is short and known', () => {
  const open = routes.filter(route => route.may === 'anyone').map(route => `${route.method} ${route.path}`)
  expect(open).toEqual([
    'GET /',
    'POST /language',
    'GET /token',
    'GET /set-up/:secret',
    'POST /set-up/:secret',
    'GET /invitations/:secret',
    'POST /invitations/:secret',
    'GET /login',
    'POST /login',
    'POST /login/passkey',
    'GET /forgot',
    'POST /forgot',
    'GET /reset/:secret',
    'POST /reset/:secret',
    'GET /oauth/authorize',
  ])
})

describe('every route', () => {
  const open = embeddedStores()
  let house: PagesHouse
  const visitors = new Map<string, Visitor>()
  const as = (username: string) => visitors.get(username) ?? new Visitor(house, origin)

  beforeAll(async () => {
    house = createPagesHouse(await open())
    const { organization } = await house.acme()
    const guest = await house.person('guest')
    granted(
      await house.organizations.addMember(
        {
          organizationId: organization.id,
          accountId: guest.id,
          role: 'read',
        },
        operator,
      ),
    )
    await house.person('stranger')
    await house.person('ada', true)
    for (const username of ['owner', 'admin-of-acme', 'write', 'read', 'stranger', 'ada']) {
      const visitor = new Visitor(house, origin)
      await visitor.signIn(username)
      visitors.set(username, visitor)
    }
  })

  test.each(guarded)(
    '$method $path sends who is not signed in to the sign-in page',
    async ({ method, path }) => {
      const nobody = new Visitor(house, origin)
      const returnsTo = formsAt(pathOf(path))
      const answer = method === 'GET' ? await nobody.get(pathOf(path)) : await nobody.post(pathOf(path), {})
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe(`/login?next=${encodeURIComponent(returnsTo)}`)
    },
  )

  test.each(posts.filter(({ path }) => !shown.has(pathOf(path))))(
    'GET $path, to which forms alone are sent, leads to where the form stands',
    async ({ path }) => {
      const { status, headers } = await as('owner').get(pathOf(path))
      expect(status).toBe(303)
      expect(headers.get('location')).toBe(formsAt(pathOf(path)))
    },
  )

  test.each([
    ['/account/second-factor/new', '/account/second-factor'],
    ['/device/BBBB-BBBB/answer', '/device/BBBB-BBBB'],
    [
      '/organizations/acme/repositories/pypi/packages/a%2Fb/versions/1.0/yank',
      '/organizations/acme/repositories/pypi/packages/a%2Fb',
    ],
    ['/logout', '/'],
  ])('GET %s leads to %s', async (sentTo, stands) => {
    expect((await as('owner').get(sentTo)).headers.get('location')).toBe(stands)
  })

  test.each(posts)('POST $path does nothing for a form of another site', async ({ path }) => {
    const visitor = as('owner')
    const token = formTokenIn((await visitor.get('/')).html) ?? ''
    const crossSite = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin },
    ]
    for (const headers of crossSite) {
      const answer = await visitor.post(pathOf(path), { username: 'x' }, { headers, formToken: token })
      expect(answer.status).toBe(403)
      expect(answer.html).toContain('not sent from a page of this server')
    }
  })

  test.each(posts.filter(route => route.may !== 'anyone'))(
    'POST $path does nothing without the form token of this session',
    async ({ path }) => {
      const elsewhere = formTokenIn((await as('admin-of-acme').get('/')).html) ?? ''
      for (const formToken of ['', 'guessed', elsewhere]) {
        const answer = await as('owner').post(pathOf(path), {}, { formToken })
        expect(answer.status).toBe(403)
        expect(answer.html).toContain('before you last signed in')
      }
    },
  )

  const organizational = guarded.flatMap(route => {
    const least = leastRole(route.may)
    if (least === undefined) return []
    return roles.map(role => ({ ...route, role, passes: roles.indexOf(role) >= roles.indexOf(least) }))
  })

  test.each(organizational)('$method $path lets the role $role pass: $passes', async route => {
    const visitor = as(route.role === 'admin' ? 'admin-of-acme' : route.role)
    const token = formTokenIn((await visitor.get('/')).html) ?? ''
    const path = pathOf(route.path)
    const answer =
      route.method === 'GET' ? await visitor.get(path) : await visitor.post(path, {}, { formToken: token })
    const refused = answer.status === 403 && answer.html.includes('takes the role')
    expect(refused).toBe(!route.passes)
  })

  test.each(guarded.filter(route => leastRole(route.may) !== undefined))(
    '$method $path says of an organization that is not theirs what it says of none',
    async ({ method, path }) => {
      const visitor = as('stranger')
      const formToken = formTokenIn((await visitor.get('/')).html) ?? ''
      const ask = (at: string) => (method === 'GET' ? visitor.get(at) : visitor.post(at, {}, { formToken }))
      const theirs = await ask(pathOf(path))
      const none = await ask(pathOf(path).replace('/acme', '/nobody-has-this'))
      expect(theirs.status).toBe(404)
      expect(none.status).toBe(404)
      expect(none.html.replaceAll('nobody-has-this', 'acme')).toBe(theirs.html)
    },
  )

  test.each(guarded.filter(route => route.may === 'administrator'))(
    '$method $path is for administrators alone',
    async ({ method, path }) => {
      for (const username of ['owner', 'ada']) {
        const visitor = as(username)
        const formToken = formTokenIn((await visitor.get('/')).html) ?? ''
        const at = pathOf(path)
        const answer = method === 'GET' ? await visitor.get(at) : await visitor.post(at, {}, { formToken })
        expect(answer.status === 403, username).toBe(username !== 'ada')
        expect(answer.html.includes('Only an administrator'), username).toBe(username !== 'ada')
      }
    },
  )

  test('an administrator sees nothing of an organization by that alone', async () => {
    expect((await as('ada').get('/organizations/acme')).status).toBe(404)
  })

  test('no page threw', () => {
    expect(house.reports).toEqual([])
  })
})
