/** What asks a person for a second factor that one of their organizations requires. */
import { beforeEach, expect, test } from 'vitest'
import { operator } from '../../audit/index.ts'
import type { Organization } from '../../organizations/index.ts'
import { giveSecondFactor } from '../../second-factors/testing.ts'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { createPagesHouse, granted, origin, type PagesHouse } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const open = embeddedStores()
let house: PagesHouse
let acme: Organization
let people: Awaited<ReturnType<PagesHouse['acme']>>['people']

beforeEach(async () => {
  house = createPagesHouse(await open())
  const made = await house.acme()
  acme = made.organization
  people = made.people
})

const require = async ({ id } = acme) =>
  granted(await house.organizations.setPolicy(id, { requireSecondFactor: true }, operator))
const signedIn = async (username: string) => {
  const visitor = new Visitor(house, origin)
  await visitor.signIn(username)
  return visitor
}
const banner = async (visitor: Visitor, path = '/') =>
  /<aside class="banner"[\s\S]*?<\/aside>/.exec((await visitor.get(path)).html)?.[0]

test('stands on every page of a member, also on one that refuses, and leads to where it is added', async () => {
  const visitor = await signedIn('read')
  expect(await banner(visitor)).toBeUndefined()
  await require()
  for (const path of ['/', '/account', '/account/keys', '/organizations/acme', '/nothing/here', '/device'])
    expect(await banner(visitor, path), path).toContain('<strong>Acme</strong> requires a second factor')
  expect(await banner(visitor)).toContain('href="/account/second-factor"')
})

test('does not stand where the second factor is being added, nor for who has one, nor for who is no member', async () => {
  await require()
  const visitor = await signedIn('read')
  expect(await banner(visitor, '/account/second-factor')).toBeUndefined()
  await house.person('stranger')
  expect(await banner(await signedIn('stranger'))).toBeUndefined()
  expect(await banner(new Visitor(house, origin), '/login')).toBeUndefined()
  const app = await giveSecondFactor(house.store, people.write.id, house.clock)
  const write = await signedIn('write')
  await write.submit('/login/code', { code: app.code().expose() }, { page: '/login/code' })
  expect(await banner(write)).toBeUndefined()
})

test('names all that require one, and what they are called is text', async () => {
  const other = await house.organization('other', people.read)
  granted(await house.organizations.setDisplayName(other.id, '<b>Other</b>', operator))
  await require()
  await require(other)
  const said = await banner(await signedIn('read'))
  expect(said).toContain('<strong>Acme and &lt;b&gt;Other&lt;/b&gt;</strong> require a second factor')
})
