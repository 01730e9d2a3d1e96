/** The page of a package: what it tells to whom, and how it is installed. */
import { beforeEach, expect, test } from 'vitest'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, origin, type PagesHouse } from '../testing/house.ts'
import { publish } from '../testing/publish.ts'
import { Visitor } from '../testing/visitor.ts'

const path = '/organizations/acme/repositories/pypi/packages/big-widget'
const open = embeddedStores()
let house: PagesHouse

async function as(username: string): Promise<Visitor> {
  const visitor = new Visitor(house, origin)
  await visitor.signIn(username)
  return visitor
}

beforeEach(async () => {
  house = createPagesHouse(await open())
  const { people } = await house.acme()
  const file = { displayName: 'Big.Widget', filename: 'big_widget-1.0.tar.gz' }
  await publish(house, people.write, file)
})

test('tells from where to those who administer, and to whoever it was', async () => {
  const tells = async (username: string) =>
    (await (await as(username)).get(path)).html.includes('from 192.0.2.44')
  expect(await tells('read')).toBe(false)
  expect(await tells('write')).toBe(true)
  expect(await tells('admin-of-acme')).toBe(true)
})

test('leads to the key for whoever may see it', async () => {
  const owner = await house.accounts.byUsername('owner')
  const acme = await house.organizations.byName('acme')
  if (owner === undefined || acme === undefined) throw new Error('They are there.')
  const allow = [{ actions: ['publish'], targets: ['pypi:acme'] }]
  const { token, key } = await house.keyOfOrganization(acme, 'admin', allow)
  const file = { displayName: 'Big.Widget', version: '5.0', filename: 'big_widget-5.0.tar.gz' }
  await publish(house, owner, file, token)
  const link = `href="/organizations/acme/keys/${key.id}"`
  expect((await (await as('read')).get(path)).html).not.toContain(link)
  expect((await (await as('admin-of-acme')).get(path)).html).toContain(link)
})

test('lists twenty versions, and leads to the older ones', async () => {
  const write = await house.accounts.byUsername('write')
  if (write === undefined) throw new Error('They are there.')
  const allow = [{ actions: ['publish'], targets: ['pypi:acme'] }]
  const { token } = await house.keyOf(write, allow)
  for (let minor = 0; minor < 20; minor += 1) {
    house.clock.advance(1000)
    const version = `7.${minor}`
    await publish(house, write, { displayName: 'Big.Widget', version, filename: `${version}.tar.gz` }, token)
  }
  const visitor = await as('read')
  const first = await visitor.get(path)
  expect(first.html.match(/aria-label="Version /g)).toHaveLength(20)
  const [, older = ''] = /href="([^"]+\?after=[^"]+)"/.exec(first.html) ?? []
  const { html } = await visitor.get(older)
  expect(html).toContain('Version 1.0')
  expect(html).not.toContain('Version 7.')
})

test('gives the command that installs it', async () => {
  const { html } = await (await as('read')).get(path)
  expect(html.replaceAll(/<\/?span>/g, '')).toContain(
    'npx latchkey exec --repository pypi:acme -- pip install Big.Widget',
  )
})
