/** What can be done on the pages with a key that is there. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Key } from '../../keys/index.ts'
import { publish } from '../../repositories/testing/publish.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { type OpenAcme, openAcme } from '../testing/acme.ts'
import { granted, origin, type PagesHouse, password } from '../testing/house.ts'
import { formTokenIn, Visitor } from '../testing/visitor.ts'

const minute = 60_000
const tokenShape = /latchkey-[\w-]{80,}/

const open = embeddedStores()
let house: PagesHouse
let acme: OpenAcme['acme']
let visitor: Visitor
let key: Key

beforeEach(async () => {
  ;({ house, acme, visitor } = await openAcme(await open(), 'owner'))
  key = (await make()).key
})

const make = () => house.keyOf(acme.people.owner, [{ actions: ['publish'], targets: ['pypi:acme'] }])
const now = (id: string = key.id) => house.keys.byId(id)
const path = () => `/account/keys/${key.id}`

test('the list leads to each key, and a key that is over can only be looked at', async () => {
  expect((await visitor.get('/account/keys')).html).toContain(`<a href="${path()}">${key.name}</a>`)
  expect((await visitor.get(path())).html).toContain('Rotate the key')
  granted(await house.keys.revoke(key.id, 'local command'))
  const { html } = await visitor.get(path())
  expect(html).toContain('revoked')
  expect(html).not.toContain('method="post" action="/account/keys')
})

test('its page lists what was published with it, and leads to each package', async () => {
  expect((await visitor.get(path())).html).toContain('Nothing that is still there')
  const { key: publishing, token } = await make()
  granted(await publish(house, granted(await house.authenticate(token))))
  const { html } = await visitor.get(`/account/keys/${publishing.id}`)
  const page = '/organizations/acme/repositories/pypi/packages/widget'
  expect(html).toContain(`<li><a href="${page}">pypi:acme/widget 1.0</a>: widget-1.0.tar.gz, `)
})

test('its page leads to what happened to it', async () => {
  const { html } = await visitor.get(path())
  expect(html).toContain(`href="/account/events?key=${key.id}"`)
  const { key: ci } = await house.keyOfOrganization(acme.organization, 'read', [
    { actions: ['read'], targets: ['pypi:acme'] },
  ])
  const at = `/organizations/acme/keys/${ci.id}`
  expect((await visitor.get(at)).html).toContain(`href="/organizations/acme/events?key=${ci.id}"`)
  const admin = new Visitor(house, origin)
  await admin.signIn('admin-of-acme')
  expect((await admin.get(at)).html).not.toContain('/events?key=')
})

test('a name is changed, and what is wrong with one is said at its field', async () => {
  const rename = (name: string) => visitor.submit(`${path()}/rename`, { name }, { page: path() })
  const answer = await rename('release workflow')
  expect(answer.headers.get('location')).toBe(`${path()}?done=renamed`)
  expect((await now())?.name).toBe('release workflow')
  const other = await make()
  const taken = await rename(other.key.name)
  expect(taken.status).toBe(409)
  expect(taken.html).toMatch(/id="name"[^>]*aria-invalid="true"/)
  expect(taken.html).toContain(`value="${other.key.name}"`)
  expect((await now())?.name).toBe('release workflow')
})

describe('a key is restricted further', () => {
  const tighten = (fields: Record<string, string>) => visitor.submit(`${path()}/tighten`, fields)

  test('to a row, to networks and to a day, and its page never says that this allows more', async () => {
    const answer = await tighten({
      ...{ 'may-1': 'publish', 'where-1': 'pypi:acme', 'package-1': 'widget' },
      ...{ networks: '10.0.0.0/8', date: '2026-02-01' },
    })
    expect(answer.headers.get('location')).toBe(`${path()}?done=tightened`)
    expect(await now()).toMatchObject({ expiresAt: Date.UTC(2026, 1, 2) })
    expect((await now())?.caveats).toHaveLength(3)
    const { html } = await visitor.get(path())
    expect(html).toContain('<li>Publish everything in pypi:acme</li>')
    expect(html).toContain('<li>Of that, only to publish pypi:acme/widget</li>')
  })

  test.each([
    ['nothing', {}, 'role="alert"'],
    ['a day later than it has', { date: '2027-01-01' }, 'id="date-problem"'],
    ['a day that has passed', { date: '2020-01-01' }, 'id="date-problem"'],
    ['no network', { networks: 'nonsense' }, 'id="networks-problem"'],
    ['a package of no repository', { 'package-1': 'widget', 'where-1': '*' }, 'id="may-1-problem"'],
  ])('not to %s, and the form says so', async (_what, fields, problem) => {
    const answer = await tighten(fields)
    expect(answer.status).toBe(400)
    expect(answer.html).toContain(problem)
    expect(await now()).toEqual(key)
  })
})

describe('a key is rotated', () => {
  const rotate = (fields: Record<string, string>) =>
    visitor.submit(`${path()}/rotate`, fields, { page: path() })

  test('and the new one is shown once; the old one ends as was chosen, and says what took its place', async () => {
    const answer = await rotate({ overlap: '168' })
    expect(answer.status).toBe(200)
    expect(answer.html).toContain(`“${key.name}” is rotated`)
    expect(answer.html).toMatch(/The old key stops working <time[^>]*>in 7 days<\/time>/)
    const [token = ''] = tokenShape.exec(answer.html) ?? []
    const successor = (await now())?.replacedBy ?? ''
    expect(await house.authenticate(token)).toMatchObject({ id: successor, name: key.name })
    expect((await now())?.expiresAt).toBe(house.clock.now() + 168 * 60 * minute)
    const { html } = await visitor.get(path())
    expect(html).toContain(`<a href="/account/keys/${successor}">another key</a>`)
    expect(html).not.toMatch(tokenShape)
    expect(html).not.toContain('Rotate the key')
  })

  test('once: sent again, the form makes no second key', async () => {
    const formToken = formTokenIn((await visitor.get(path())).html) ?? ''
    await visitor.post(`${path()}/rotate`, { overlap: '24' }, { formToken })
    const again = await visitor.post(`${path()}/rotate`, { overlap: '24' }, { formToken })
    expect(again.status).toBe(409)
    expect(again.html).not.toMatch(tokenShape)
  })

  test('by who gave the password in the last ten minutes, or gives it again', async () => {
    house.clock.advance(11 * minute)
    expect((await rotate({ overlap: '0' })).html).toContain('Is it still you?')
    expect((await now())?.replacedBy).toBeUndefined()
    const { html } = await rotate({ overlap: '0', password_again: password })
    expect(html).toMatch(tokenShape)
    expect(html).toContain('The old key does not work any more.')
    expect((await now())?.expiresAt).toBe(house.clock.now())
  })
})

test('whatever a key is called is text on each of its pages, and never part of them', async () => {
  const name = '"><script>alert(1)</script><b title=\''
  await visitor.submit(`${path()}/rename`, { name }, { page: path() })
  expect((await now())?.name).toBe(name)
  const use = { address: '192.0.2.7', client: '<script>' }
  house.keys.used(key.id, { at: house.clock.now(), ...use })
  house.keys.count({
    key: key.id,
    owner: key.owner.id,
    action: 'publish',
    target: 'pypi:acme/<script>',
    ...use,
  })
  await house.keys.flush()
  const list = '/account/keys'
  for (const at of [list, path(), `${path()}/usage`, `${path()}/tighten`, `${path()}/revoke`]) {
    const { html } = await visitor.get(at)
    expect(html, at).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html, at).not.toMatch(/<script>|<b title/)
  }
})

test('somebody else’s key is as unknown as one that never was, whatever is asked of it', async () => {
  const other = new Visitor(house, origin)
  await other.signIn('write')
  const formToken = formTokenIn((await other.get('/')).html) ?? ''
  for (const below of ['', '/tighten', '/revoke'])
    expect((await other.get(`${path()}${below}`)).status).toBe(404)
  for (const below of ['rename', 'rotate', 'tighten', 'revoke'])
    expect(
      (await other.post(`${path()}/${below}`, { name: 'x', date: '2026-01-30' }, { formToken })).status,
    ).toBe(404)
  expect(await now()).toEqual(key)
})
