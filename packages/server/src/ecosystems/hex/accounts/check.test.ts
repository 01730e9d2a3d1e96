import { attenuate, readToken, refused, writeToken } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { granted } from '../../../credentials/testing/small-house.ts'
import { type AskingHouse, askingHouse } from './testing/asking.ts'

const acmes = 'GET /auth?domain=repository&resource=acme'

async function personKey(
  house: AskingHouse,
  ...may: readonly (readonly [actions: string, target: string])[]
) {
  const rows = may.map(([actions, target]) => ({ actions: actions.split(' '), targets: [target] }))
  return (await house.keyOf(house.alice, rows)).token
}

test('a key of an organization hears its name and its organization', async () => {
  const house = await askingHouse()
  const { token, key } = await house.keyOfOrganization(house.acme, 'read', [
    { actions: ['read'], targets: ['hex:acme'] },
  ])
  const owner = { type: 'organization', name: 'acme' }
  expect(await house.api(token, acmes)).toMatchObject({
    status: 200,
    body: { key: { name: key.name, owner } },
  })
})

test('a key of a person hears its name and its user', async () => {
  const house = await askingHouse()
  const token = await personKey(house, ['read', 'hex:*'])
  const owner = { type: 'user', name: 'alice' }
  expect(await house.api(token, acmes)).toMatchObject({
    status: 200,
    body: { key: { name: 'key 1', owner } },
  })
})

test('a login hears that it may, and nothing else', async () => {
  const house = await askingHouse()
  const answer = await house.api(await house.loggedIn(), acmes)
  expect(answer).toMatchObject({ status: 204, body: undefined })
  expect(answer.head).not.toMatch(/^Content-Type:/im)
})

test('without a domain it is no question', async () => {
  const house = await askingHouse()
  const token = await house.ownerKey()
  for (const query of [
    '',
    '?resource=acme',
    '?domain=',
    '?domain=moon',
    '?domain=repository',
    '?domain=api&resource=all',
  ])
    expect(await house.api(token, `GET /auth${query}`)).toMatchObject({ status: 400 })
})

test('without a credential, or with one that is over, the cause is said in a 401', async () => {
  const house = await askingHouse()
  const asked = { method: 'GET', path: '/hex/api/auth?domain=api' }
  expect(await house.send(asked)).toMatchObject({ status: 401 })
  const { key, token } = await house.keyOf(house.alice, [{ actions: ['read'], targets: ['hex:acme'] }])
  granted(await house.keys.revoke(key.id, 'local command'))
  const revoked = await house.api(token, acmes)
  expect(revoked).toMatchObject({ status: 401, body: { message: expect.stringContaining('revoked') } })
  const never = await house.api('0123456789abcdef0123456789abcdef', acmes)
  expect(never.status).toBe(401)
  expect(never.body.message).not.toBe(revoked.body.message)
})

const everything = 'describe publish retire delete maintain account'

test.for([
  [
    'api',
    [
      ['administer', '*:acme'],
      [everything, 'hex:*'],
    ],
    'api',
  ],
  ['api:read', [['describe', 'hex:*']], 'api:read'],
  ['repositories', [['read', 'hex:*']], 'repositories'],
  ['repository:acme', [['read', 'hex:acme']], 'repository:acme'],
  ['repository:acme', [['read', 'hex:acme']], 'docs:acme'],
  ['package:acme/widget', [['describe read publish retire', 'hex:acme/widget']], 'package:acme/widget'],
] as const)('a key with the permission %s may, and one without may not', async ([, may, asked]) => {
  const house = await askingHouse()
  const [domain, resource = ''] = asked.split(':')
  const call = `GET /auth?domain=${domain}&resource=${resource}`
  expect(await house.api(await personKey(house, ...may), call)).toMatchObject({ status: 200 })
  const other = asked === 'api:read' ? (['read', 'hex:*'] as const) : (['describe', 'hex:*'] as const)
  const without = await house.api(await personKey(house, other), call)
  expect(without).toMatchObject({ status: 403, body: { status: 403 } })
})

test('what a key has in place of what it lacks is said in Hex’s words', async () => {
  const house = await askingHouse()
  const token = await personKey(house, ['read', 'hex:acme'])
  const answer = await house.api(token, 'GET /auth?domain=api&resource=write')
  expect(answer.body.message).toBe(
    'This takes the permission api:write; the key "key 1" has repository:acme. Use one that has the permission api:write.',
  )
})

test('whoever has the permission and no access to the organization hears so, whether there is one or not', async () => {
  const house = await askingHouse()
  const token = await personKey(house, ['read', 'hex:*'])
  const globex = await house.api(token, 'GET /auth?domain=repository&resource=globex')
  const initech = await house.api(token, 'GET /auth?domain=repository&resource=initech')
  expect(globex).toMatchObject({ status: 403, body: { message: expect.stringContaining('globex') } })
  expect(initech.status).toBe(403)
  expect(initech.body.message).toBe(globex.body.message.replace('globex', 'initech'))
})

test('a policy that a key does not meet is the cause that is said', async () => {
  const house = await askingHouse()
  const token = await personKey(house, ['read', 'hex:acme'])
  granted(await house.organizations.setPolicy(house.acme.id, { requireSecondFactor: true }, operator))
  const answer = await house.api(token, acmes)
  expect(answer).toMatchObject({ status: 403, body: { message: expect.stringContaining('second factor') } })
})

test('a key that was narrowed to elsewhere may not, though the key itself may', async () => {
  const house = await askingHouse()
  const { token } = await house.keyOfOrganization(house.acme, 'admin', [
    { actions: ['read', 'publish'], targets: ['hex:acme'] },
  ])
  const macaroon = readToken(token.expose())
  if (refused(macaroon)) throw new Error(macaroon.message)
  const narrowed = attenuate(macaroon, { kind: 'version', versions: ['1.0.0'] })
  if (refused(narrowed)) throw new Error(narrowed.message)
  expect(await house.api(token, acmes)).toMatchObject({ status: 200 })
  expect(await house.api(writeToken(narrowed), acmes)).toMatchObject({ status: 403 })
})
