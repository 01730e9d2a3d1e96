import { expect, test } from 'vitest'
import { publisherOf, publishRelease } from '../testing/publish-release.ts'
import { type AskingHouse, askingHouse } from './testing/asking.ts'

/** What no two answers share. */
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
const hers = {
  username: 'alice',
  full_name: null,
  handles: {},
  url: 'https://packages.example.com/hex/api/users/alice',
  inserted_at: at,
  updated_at: at,
}

async function keyFor(house: AskingHouse, target: string, account = house.alice) {
  return (await house.keyOf(account, [{ actions: ['read'], targets: [target] }])).token
}

test('a login hears whose it is, and its organizations with the role in each', async () => {
  const house = await askingHouse()
  await house.member(house.globex, house.alice, 'read')
  const answer = await house.api(await house.loggedIn(), 'GET /users/me')
  const organizations = [
    { name: 'acme', role: 'owner' },
    { name: 'globex', role: 'read' },
  ]
  expect(answer).toMatchObject({ status: 200, body: { ...hers, organizations } })
})

test.for([
  ['hex:acme', ['acme']],
  ['hex:acme/widget', ['acme']],
  ['pypi:acme', []],
  ['*:globex', ['globex']],
  ['hex:*', ['acme', 'globex']],
] as const)('a key for %s tells of %o', async ([target, names]) => {
  const house = await askingHouse()
  await house.member(house.globex, house.alice, 'read')
  const { body } = await house.api(await keyFor(house, target), 'GET /users/me')
  expect(body.organizations.map(({ name }: { name: string }) => name)).toEqual(names)
})

test('the packages that one maintains are told, as far as the token reaches', async () => {
  const house = await askingHouse()
  const publisher = await publisherOf(house)
  for (const name of ['widget', 'gadget']) await publishRelease(house, publisher, { name })
  const packages = async (target: string) =>
    (await house.api(await keyFor(house, target), 'GET /users/me')).body.packages
  const [gadget, widget] = ['gadget', 'widget'].map(name => ({
    ...{ name, repository: 'acme' },
    url: `https://packages.example.com/hex/api/repos/acme/packages/${name}`,
    html_url: `https://packages.example.com/organizations/acme/repositories/hex/packages/${name}`,
  }))
  expect(await packages('hex:*')).toEqual([gadget, widget])
  expect(await packages('hex:acme/widget')).toEqual([widget])
  expect(await packages('hex:globex')).toEqual([])
  expect(await packages('pypi:acme')).toEqual([])
})

test('a key of an organization is nobody’s', async () => {
  const house = await askingHouse()
  const { token } = await house.keyOfOrganization(house.acme, 'read', [
    { actions: ['read'], targets: ['hex:acme'] },
  ])
  const answer = await house.api(token, 'GET /users/me')
  expect(answer).toMatchObject({
    status: 404,
    body: { message: expect.stringContaining('mix hex.user auth') },
  })
})

test('oneself, and whoever one shares an organization with, can be looked up', async () => {
  const house = await askingHouse()
  const bob = await house.account('bob')
  await house.member(house.acme, bob, 'read')
  const asked = await house.api(await house.loggedIn(bob), 'GET /users/alice')
  expect(asked).toMatchObject({ status: 200, body: hers })
  expect(asked.body).not.toHaveProperty('organizations')
  expect(await house.api(await house.loggedIn(bob), 'GET /users/bob')).toMatchObject({ status: 200 })
  const { token } = await house.keyOfOrganization(house.acme, 'read', [
    { actions: ['read'], targets: ['hex:acme'] },
  ])
  expect(await house.api(token, 'GET /users/bob')).toMatchObject({ status: 200 })
})

test('a stranger is as unknown as nobody, and so is a colleague to a key that is for elsewhere', async () => {
  const house = await askingHouse()
  const bob = await house.account('bob')
  await house.member(house.acme, bob, 'read')
  const nobody = await house.api(await house.loggedIn(bob), 'GET /users/nobody')
  expect(nobody.status).toBe(404)
  expect((await house.api(await house.loggedIn(bob), 'GET /users/gordon')).body).toEqual(nobody.body)
  const elsewhere = await keyFor(house, 'hex:globex', bob)
  expect((await house.api(elsewhere, 'GET /users/alice')).body).toEqual(nobody.body)
  const { token } = await house.keyOfOrganization(house.globex, 'owner', [
    { actions: ['read'], targets: ['hex:globex'] },
  ])
  expect((await house.api(token, 'GET /users/alice')).body).toEqual(nobody.body)
})

test('an organization is described to its members as one that has paid', async () => {
  const house = await askingHouse()
  const described = { name: 'acme', billing_active: true, inserted_at: at, updated_at: at }
  const login = await house.loggedIn()
  expect(await house.api(login, 'GET /orgs/acme')).toMatchObject({ status: 200, body: described })
  expect(await house.api(login, 'GET /orgs')).toMatchObject({ status: 200, body: [described] })
})

test('an organization that must not be seen is as unknown as none', async () => {
  const house = await askingHouse()
  const login = await house.loggedIn()
  const unseen = await house.api(login, 'GET /orgs/globex')
  const none = await house.api(login, 'GET /orgs/initech')
  expect(unseen.status).toBe(404)
  expect(unseen.body.message.replace('globex', 'initech')).toBe(none.body.message)
})
