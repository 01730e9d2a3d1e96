/** A repository on the pages: its packages, the names that it keeps, and where others are looked for. */

import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse } from '../testing/house.ts'
import { publish } from '../testing/publish.ts'
import { Visitor } from '../testing/visitor.ts'

const path = '/organizations/acme/repositories/pypi'
const open = embeddedStores()
let house: PagesHouse

async function as(username: string): Promise<Visitor> {
  const visitor = new Visitor(house, origin)
  await visitor.signIn(username)
  return visitor
}

beforeEach(async () => {
  house = createPagesHouse(await open())
})

describe('its packages', () => {
  test('are none at first, and the first upload is what the page is about', async () => {
    await house.acme()
    const { html } = await (await as('read')).get(path)
    expect(html).toContain('The first upload')
    expect(html).toContain(`npx latchkey login ${origin}`)
    expect(html).not.toContain('Find a package')
  })

  test('are found by a word in their name, which stays in its field', async () => {
    const { people } = await house.acme()
    for (const displayName of ['Big.Widget', 'widget', 'gadget'])
      await publish(house, people.write, { displayName, filename: `${displayName}-1.0.tar.gz` })
    const read = await as('read')
    const found = await read.get(`${path}?find=Widg`)
    expect(found.html).toContain('value="Widg"')
    for (const name of ['big-widget', 'widget']) expect(found.html).toContain(`${path}/packages/${name}"`)
    expect(found.html).not.toContain('packages/gadget')

    const none = await read.get(`${path}?find=${encodeURIComponent('<b>')}`)
    expect(none.html).toContain('No package here has “&lt;b&gt;” in its name.')
    expect(none.html).not.toContain('The first upload')
  })

  test('are listed fifty at a time, what is looked for kept', async () => {
    const { people } = await house.acme()
    const { token } = await house.keyOf(people.write, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    for (let index = 10; index < 62; index += 1)
      await publish(house, people.write, { displayName: `tool-${index}`, filename: `${index}.tar.gz` }, token)
    const read = await as('read')
    const { html } = await read.get(`${path}?find=tool`)
    expect(html.match(/packages\/tool-/g)).toHaveLength(50)
    const [, next = ''] = /href="([^"]*after=[^"]*)"/.exec(html) ?? []
    const rest = await read.get(next.replaceAll('&amp;', '&'))
    expect(rest.html.match(/packages\/tool-/g)).toHaveLength(2)
    expect(rest.html).toContain('value="tool"')
  })
})

describe('its names', () => {
  const post = async (visitor: Visitor, way: string, name: string) =>
    visitor.submit(`${path}/${way}`, { name }, { page: '/' })
  const reserved = async () => {
    const repository = await house.repositories.find('acme', 'pypi')
    return house.repositories.reservations(repository?.id ?? '')
  }

  beforeEach(async () => {
    await house.acme()
  })

  test('are reserved and given up by owners, and shown to everybody in the organization', async () => {
    const owner = await as('owner')
    expect((await post(owner, 'names', 'Acme-*')).headers.get('location')).toBe(`${path}?done=reserved`)
    await post(owner, 'names', 'secret_plan')
    expect(await reserved()).toEqual(['acme-*', 'secret-plan'])
    const { html } = await (await as('read')).get(path)
    expect(html).toContain('<code>acme-*</code>')
    expect(html).not.toContain('Give up')
    await post(owner, 'names/release', 'acme-*')
    expect(await reserved()).toEqual(['secret-plan'])
  })

  test('are given up by whoever proved lately who they are: somebody else may have them then', async () => {
    const owner = await as('owner')
    await post(owner, 'names', 'acme-*')
    house.clock.advance(10 * 60_000 + 1)
    expect((await post(owner, 'names/release', 'acme-*')).html).toContain('name="password_again"')
    expect(await reserved()).toEqual(['acme-*'])
  })

  test('that cannot be one are not reserved, and stay in the field', async () => {
    const answer = await post(await as('owner'), 'names', '<b>*')
    expect(answer.status).toBe(400)
    expect(answer.html).toContain('id="name-problem"')
    expect(answer.html).toContain('value="&lt;b&gt;*"')
    expect(await reserved()).toEqual([])
  })

  test('are no admin’s to reserve or to give up', async () => {
    await post(await as('owner'), 'names', 'acme-*')
    const admin = await as('admin-of-acme')
    expect((await post(admin, 'names', 'other-*')).status).toBe(403)
    expect((await post(admin, 'names/release', 'acme-*')).status).toBe(403)
    expect(await reserved()).toEqual(['acme-*'])
  })

  test('that nobody owns are looked for where that is configured, and it is said where', async () => {
    expect((await (await as('read')).get(path)).html).toContain('is looked for nowhere else')
    const ada = await house.person('ada')
    const organization = await house.organization('northwind', ada)
    await house.repositories.create({ organization, ecosystem: 'pypi', visibility: 'private' }, operator)
    const { html } = await (await as('ada')).get('/organizations/northwind/repositories/pypi')
    expect(html).toContain('clients are sent to <code>https://pypi.org/simple/</code>')
  })
})
