/** Making, seeing and revoking keys on the pages. */
import { beforeEach, describe, expect, test } from 'vitest'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse, password } from '../testing/house.ts'
import { type Answer, formTokenIn, Visitor } from '../testing/visitor.ts'

const minute = 60_000
const tokenShape = /latchkey-[\w-]{80,}/

const publishWidget = {
  name: 'release',
  rows: '2',
  'may-1': 'publish',
  'where-1': 'pypi:acme',
  'package-1': 'Widget',
  'may-2': ['read', 'retire'],
  'where-2': 'pypi:acme',
  'package-2': '',
  networks: '',
  expiry: '90',
  do: 'make',
}

function tokenIn({ html }: Answer): string {
  const [token] = tokenShape.exec(html) ?? []
  if (token === undefined) throw new Error('The page shows no key.')
  return token
}

const open = embeddedStores()
let house: PagesHouse
let visitor: Visitor

beforeEach(async () => {
  house = createPagesHouse(await open())
  await house.acme()
  visitor = new Visitor(house, origin)
  await visitor.signIn('write')
})

const ownKeys = async () => {
  const account = await house.accounts.byUsername('write')
  return (await house.keys.list({ kind: 'account', id: account?.id ?? '' })).items
}

describe('a key that is made', () => {
  test('is shown once, with a sentence and each client’s configuration, and may do exactly that', async () => {
    const answer = await visitor.submit('/account/keys/new', publishWidget)
    expect(answer.status).toBe(200)
    const token = tokenIn(answer)
    expect(answer.html).toContain(
      'This key may publish pypi:acme/widget; and may read and yank everything in pypi:acme.',
    )
    expect(answer.html).toContain('It expires on ')
    expect(answer.html).toContain(`password = ${token}`)
    expect(answer.html).toContain(`password ${token}`)

    const may = (action: 'publish' | 'read', name: string) =>
      house.ask(token, { action, organization: 'acme', ecosystem: 'pypi', package: name })
    expect((await may('publish', 'widget')).answer).toBe('allowed')
    expect((await may('publish', 'gadget')).answer).toBe('refused')
    expect((await may('read', 'gadget')).answer).toBe('allowed')

    for (const path of ['/account/keys', '/', '/account/keys/new']) {
      expect((await visitor.get(path)).html).not.toMatch(tokenShape)
    }
  })

  test('is not made again by a reload of the page that showed it', async () => {
    const formToken = formTokenIn((await visitor.get('/account/keys/new')).html) ?? ''
    await visitor.post('/account/keys/new', publishWidget, { formToken })
    const again = await visitor.post('/account/keys/new', publishWidget, { formToken })
    expect(again.status).toBe(409)
    expect(again.html).not.toMatch(tokenShape)
    expect(again.html).toMatch(/id="name"[^>]*aria-invalid="true"/)
    expect(await ownKeys()).toHaveLength(1)
  })

  test('expires when its maker said: days, a day, or never', async () => {
    const now = house.clock.now()
    const made = async (name: string, fields: Record<string, string>) => {
      await visitor.submit('/account/keys/new', { ...publishWidget, name, ...fields })
      return (await ownKeys()).find(key => key.name === name)?.expiresAt
    }
    expect(await made('a', { expiry: '30' })).toBe(now + 30 * 24 * 60 * minute)
    expect(await made('b', { expiry: '' })).toBe(now + 90 * 24 * 60 * minute)
    expect(await made('c', { expiry: 'date', date: '2026-06-01' })).toBe(Date.UTC(2026, 5, 2))
    expect(await made('d', { expiry: 'never' })).toBeUndefined()
    expect(await ownKeys()).toHaveLength(4)
  })

  test('works from the networks that were typed, and nowhere else', async () => {
    const networks = '10.0.0.0/8,\n2001:db8::/32'
    const token = tokenIn(await visitor.submit('/account/keys/new', { ...publishWidget, networks }))
    const from = (address: string) =>
      house.ask(token, {
        action: 'publish',
        organization: 'acme',
        ecosystem: 'pypi',
        package: 'widget',
        address,
      })
    expect((await from('10.1.2.3')).answer).toBe('allowed')
    expect((await from('2001:db8::7')).answer).toBe('allowed')
    expect((await from('192.0.2.1')).answer).toBe('refused')
  })
})

describe('the form', () => {
  test('keeps what was typed when a row is added or removed, and makes nothing', async () => {
    const added = await visitor.submit('/account/keys/new', { ...publishWidget, do: 'add' })
    expect(added.html).toContain('name="rows" value="3"')
    expect(added.html).toContain('value="release"')
    expect(added.html).toMatch(/id="may-1-publish"[^>]*checked/)
    expect(added.html).toMatch(/id="may-2-retire"[^>]*checked/)
    expect(added.html).toContain('value="Widget"')

    const removed = await visitor.submit('/account/keys/new', { ...publishWidget, do: 'remove-1' })
    expect(removed.html).toContain('name="rows" value="1"')
    expect(removed.html).toMatch(/id="may-1-retire"[^>]*checked/)
    expect(removed.html).not.toContain('Widget')
    expect(await ownKeys()).toHaveLength(0)
  })

  test.each([
    ['no name', { name: ' ' }, 'name'],
    ['nothing ticked', { 'may-1': [], 'may-2': [], 'package-1': '' }, 'may-1'],
    ['a package but nothing ticked', { 'may-1': [] }, 'may-1'],
    ['no package', { 'package-1': 'widget, gädget' }, 'package-1'],
    ['what begins so, which no key can say', { 'package-1': 'widget-*' }, 'package-1'],
    ['a package of no repository', { 'where-1': '*:acme' }, 'where-1'],
    ['administering one package', { 'may-1': 'administer' }, 'where-1'],
    ['no network', { networks: '10.0.0.0/8 nonsense' }, 'networks'],
    ['a day that has passed', { expiry: 'date', date: '2020-01-01' }, 'date'],
    ['no day', { expiry: 'date', date: 'tomorrow' }, 'date'],
  ])('says at the field what is wrong: %s', async (_case, wrong, name) => {
    const answer = await visitor.submit('/account/keys/new', { ...publishWidget, ...wrong })
    expect(answer.status).toBe(400)
    expect(answer.html).toContain(`id="${name}-problem"`)
    expect(answer.html).toMatch(/name="networks"/)
    expect(await ownKeys()).toHaveLength(0)
  })

  test('offers a person the places they can reach, and an organization’s key its own only', async () => {
    const own = (await visitor.get('/account/keys/new')).html
    for (const place of ['pypi:acme', '*:acme', '*']) expect(own).toContain(`<option value="${place}"`)
    const owner = new Visitor(house, origin)
    await owner.signIn('owner')
    const organizations = (await owner.get('/organizations/acme/keys/new')).html
    expect(organizations).toContain('<option value="*:acme"')
    expect(organizations).not.toContain('<option value="*"')
    expect(organizations).not.toContain('Manage my keys')
  })
})

describe('the password is asked again', () => {
  test('for a key that can write, ten minutes after it was given, and what was typed goes through', async () => {
    house.clock.advance(11 * minute)
    const asked = await visitor.submit('/account/keys/new', publishWidget)
    expect(asked.html).toContain('Is it still you?')
    expect(asked.html).toContain('name="package-1" value="Widget"')
    expect(await ownKeys()).toHaveLength(0)

    const wrong = await visitor.submit('/account/keys/new', {
      ...publishWidget,
      password_again: 'wrong password',
    })
    expect(wrong.status).toBe(401)
    expect(wrong.html).toContain('Is it still you?')
    expect(wrong.html).not.toContain('wrong password')
    expect(await ownKeys()).toHaveLength(0)

    const before = visitor.cookie
    const made = await visitor.submit('/account/keys/new', { ...publishWidget, password_again: password })
    expect(made.html).toMatch(tokenShape)
    expect(visitor.cookie).not.toBe(before)
    expect((await visitor.get('/account/keys', { cookie: before ?? '' })).status).toBe(303)
    expect((await visitor.submit('/account/keys/new', { ...publishWidget, name: 'next' })).html).toMatch(
      tokenShape,
    )
  })

  test('not for one that only reads, nor for helping with the form', async () => {
    house.clock.advance(11 * minute)
    const add = await visitor.submit('/account/keys/new', { ...publishWidget, do: 'add' })
    expect(add.html).not.toContain('Is it still you?')
    const reads = { name: 'reader', 'may-1': 'read', 'where-1': 'pypi:acme', do: 'make' }
    expect((await visitor.submit('/account/keys/new', reads)).html).toMatch(tokenShape)
  })
})

describe('a key of an organization', () => {
  test('has a role no higher than its maker’s', async () => {
    const admin = new Visitor(house, origin)
    await admin.signIn('admin-of-acme')
    const page = await admin.get('/organizations/acme/keys/new')
    expect(page.html).toContain('<option value="admin"')
    expect(page.html).not.toContain('<option value="owner"')
    const refused = await admin.submit('/organizations/acme/keys/new', { ...publishWidget, role: 'owner' })
    expect(refused.status).toBe(400)
    expect(refused.html).toContain('id="role-problem"')
    const made = await admin.submit('/organizations/acme/keys/new', { ...publishWidget, role: 'write' })
    const token = tokenIn(made)
    const answer = await house.ask(token, {
      action: 'publish',
      organization: 'acme',
      ecosystem: 'pypi',
      package: 'widget',
    })
    expect(answer.answer).toBe('allowed')
    expect((await admin.get('/organizations/acme/keys')).html).toContain('role write')
  })

  test('names nothing outside of it, whatever is posted', async () => {
    const owner = new Visitor(house, origin)
    await owner.signIn('owner')
    const wide = { ...publishWidget, role: 'write', 'where-1': '*', 'package-1': '' }
    const answer = await owner.submit('/organizations/acme/keys/new', wide)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.html).not.toMatch(tokenShape)
  })
})
