/** Who maintains a package, and who can reach it, on the pages. */
import { beforeEach, describe, expect, test } from 'vitest'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse, password } from '../testing/house.ts'
import { publish } from '../testing/publish.ts'
import { Visitor } from '../testing/visitor.ts'

const path = '/organizations/acme/repositories/pypi/packages/widget'
const open = embeddedStores()
let house: PagesHouse

async function as(username: string): Promise<Visitor> {
  const visitor = new Visitor(house, origin)
  await visitor.signIn(username)
  return visitor
}

async function maintainers(): Promise<readonly (string | undefined)[]> {
  const repository = await house.repositories.find('acme', 'pypi')
  const found = await house.repositories.findPackage(repository?.id ?? '', 'widget')
  const all = await house.repositories.maintainers(found?.id ?? '')
  const names = await Promise.all(all.map(async ({ id }) => (await house.accounts.byId(id))?.username))
  return names.toSorted()
}

beforeEach(async () => {
  house = createPagesHouse(await open())
  const { people } = await house.acme()
  await house.person('grace')
  await publish(house, people.write, { filename: 'widget-1.0.tar.gz' })
})

describe('maintainers', () => {
  const add = async (visitor: Visitor, fields: Readonly<Record<string, string>>) =>
    visitor.submit(`${path}/maintainers`, fields, { page: '/' })
  const remove = async (visitor: Visitor, username: string) =>
    visitor.submit(`${path}/maintainers/${username}/remove`, {}, { page: '/' })

  test('are shown to everybody who sees the package, and changed by those who may alone', async () => {
    const offers = async (username: string) => {
      const { html } = await (await as(username)).get(path)
      expect(html).toContain('<strong>write</strong>')
      return [
        html.includes('Add a maintainer'),
        html.includes('Remove write'),
        html.includes(`${path}/reach`),
      ]
    }
    expect(await offers('read')).toEqual([false, false, false])
    expect(await offers('write')).toEqual([false, false, false])
    expect(await offers('admin-of-acme')).toEqual([true, true, true])
  })

  test('are added by their username, and taken away after a question', async () => {
    const admin = await as('admin-of-acme')
    expect((await add(admin, { username: 'grace' })).headers.get('location')).toBe(
      `${path}?done=maintainer-added`,
    )
    expect(await maintainers()).toEqual(['grace', 'write'])
    // Who maintains it sees it, without a role in the organization.
    expect((await (await as('grace')).get(path)).html).toContain('Yank version 1.0')

    expect((await admin.get(`${path}/maintainers/grace/remove`)).html).toContain(
      'Remove grace as a maintainer?',
    )
    expect((await remove(admin, 'grace')).headers.get('location')).toBe(`${path}?done=maintainer-removed`)
    expect(await maintainers()).toEqual(['write'])
    expect((await (await as('grace')).get(path)).status).toBe(404)
  })

  test('of a name that nobody has are not added, and what was typed is kept', async () => {
    const answer = await add(await as('admin-of-acme'), { username: 'nobody-here' })
    expect(answer.status).toBe(404)
    expect(answer.html).toContain('There is no such account.')
    expect(answer.html).toContain('value="nobody-here"')
    expect(await maintainers()).toEqual(['write'])
  })

  test('that is a key of the organization is taken away in the same way, and stays a key', async () => {
    const acme = await house.organizations.byName('acme')
    if (acme === undefined) throw new Error('It is there.')
    const { key, token } = await house.keyOfOrganization(acme, 'write', [
      { actions: ['publish'], targets: ['pypi:acme/made-by-ci'] },
    ])
    await publish(house, acme, { displayName: 'made-by-ci', filename: 'made_by_ci-1.0.tar.gz' }, token)
    const place = '/organizations/acme/repositories/pypi/packages/made-by-ci'
    const removal = `${place}/maintainers/keys/${key.id}/remove`
    const admin = await as('admin-of-acme')
    expect((await admin.get(place)).html).toContain(`href="${removal}"`)
    expect((await admin.get(removal)).html).toContain(`Remove key “${key.name}” as a maintainer?`)
    // Of another package it is none.
    expect((await admin.get(removal.replace('made-by-ci', 'widget'))).status).toBe(404)

    expect((await (await as('write')).submit(removal, {}, { page: '/' })).status).toBe(403)
    expect((await admin.submit(removal, {}, { page: '/' })).headers.get('location')).toBe(
      `${place}?done=maintainer-removed`,
    )
    expect((await admin.get(place)).html).toContain('Nobody by name.')
    expect((await admin.submit(removal, {}, { page: '/' })).status).toBe(404)
    expect((await house.keys.byId(key.id))?.revokedAt).toBeUndefined()
  })

  test('are not removed where they are none', async () => {
    const admin = await as('admin-of-acme')
    expect((await admin.get(`${path}/maintainers/grace/remove`)).status).toBe(404)
    expect((await remove(admin, 'grace')).status).toBe(404)
    expect((await remove(admin, 'nobody-here')).status).toBe(404)
  })

  test('security 23: are added only by who proves to be there still', async () => {
    const admin = await as('admin-of-acme')
    house.clock.advance(11 * 60_000)
    expect((await add(admin, { username: 'grace' })).html).toContain('Is it still you?')
    expect((await add(admin, { username: 'grace', password_again: 'wrong' })).status).toBe(401)
    expect(await maintainers()).toEqual(['write'])
    await add(admin, { username: 'grace', password_again: password })
    expect(await maintainers()).toEqual(['grace', 'write'])
  })

  test('are nobody’s to change who only publishes, or only maintains', async () => {
    for (const username of ['read', 'write']) {
      const visitor = await as(username)
      expect((await add(visitor, { username: 'grace' })).status).toBe(403)
      expect((await remove(visitor, 'write')).status).toBe(403)
    }
    expect(await maintainers()).toEqual(['write'])
  })
})

describe('who can reach a package', () => {
  test('is told to admins: people with their roles, keys and logins with what they are held to', async () => {
    const owner = await house.accounts.byUsername('owner')
    const acme = await house.organizations.byName('acme')
    if (owner === undefined || acme === undefined) throw new Error('They are there.')
    await house.keyOf(owner, [{ actions: ['read'], targets: ['*'] }], { networks: ['10.0.0.0/8'] })
    await house.keyOf(owner, [{ actions: ['read'], targets: ['pypi:elsewhere'] }])
    await house.keyOfOrganization(acme, 'write', [{ actions: ['publish'], targets: ['pypi:acme/other'] }])
    await house.loginOf(owner, { deviceName: 'laptop <1>' })
    const admin = await as('admin-of-acme')
    const see = async (of: string) => (await admin.get(`${path}/reach?of=${of}`)).html

    const people = await see('people')
    for (const said of ['<h2>write</h2>', 'role write</span> · <span>maintains it', 'role read'])
      expect(people).toContain(said)
    const keys = await see('keys')
    expect(keys).toContain('key 2')
    expect(keys).toContain('Only from 10.0.0.0/8')
    // For another organization.
    expect(keys).not.toContain('key 3')
    expect(keys).toContain('2 of 3 that were looked at reach it.')
    const ours = await see('organization-keys')
    expect(ours).toContain('None of those that were looked at reaches it.')
    expect(ours).not.toContain('key 4')
    expect(await see('logins')).toContain('latchkey on laptop &lt;1&gt;')
    expect(await see('x')).toContain('<h2>write</h2>')
  })

  test('is told to nobody else, a maintainer included', async () => {
    for (const username of ['read', 'write'])
      expect((await (await as(username)).get(`${path}/reach`)).status).toBe(403)
    expect((await (await as('grace')).get(`${path}/reach`)).status).toBe(404)
  })

  test('says so where everybody reads it', async () => {
    const admin = await as('admin-of-acme')
    expect((await admin.get(`${path}/reach`)).html).not.toContain('everybody reads it')
    const owner = await as('owner')
    await owner.submit('/organizations/acme/repositories/pypi', { visibility: 'public' }, { page: '/' })
    expect((await admin.get(`${path}/reach`)).html).toContain('everybody reads it')
  })
})
