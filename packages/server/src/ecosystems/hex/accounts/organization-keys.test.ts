import { describe, expect, test } from 'vitest'
import { operator } from '../../../audit/index.ts'
import { granted } from '../../../credentials/testing/small-house.ts'
import { type AskingHouse, askingHouse } from './testing/asking.ts'

const names = ({ body }: { body: readonly { name: string }[] }) => body.map(({ name }) => name)

describe('a key of an organization', () => {
  const generate = 'POST /orgs/acme/keys'
  const permissions = [{ domain: 'repository', resource: 'acme' }]

  async function memberOf(house: AskingHouse, role: 'read' | 'write' | 'admin' | 'owner') {
    const bob = await house.account('bob')
    await house.member(house.acme, bob, role)
    return house.loggedIn(bob)
  }

  test('is made, listed, shown and revoked below the organization, and is not one’s own', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    const made = await house.api(login, generate, { name: 'ci', permissions })
    const url = 'https://packages.example.com/hex/api/orgs/acme/keys/ci'
    expect(made).toMatchObject({ status: 201, body: { name: 'ci', permissions, url, revoke_at: null } })
    expect(made.head).not.toMatch(/x-hex-message/i)
    const { secret, ...listed } = made.body
    expect((await house.api(login, 'GET /orgs/acme/keys')).body).toEqual([listed])
    expect((await house.api(login, 'GET /orgs/acme/keys/ci')).body).toEqual(listed)
    expect((await house.api(login, 'GET /keys')).body).toEqual([])
    expect((await house.api(login, 'DELETE /keys/ci')).status).toBe(404)
    expect((await house.api(login, 'DELETE /orgs/acme/keys/ci')).body).toMatchObject({ name: 'ci' })
    expect((await house.api(secret, 'GET /auth?domain=repository&resource=acme')).status).toBe(401)
    expect((await house.api(login, 'DELETE /orgs/acme/keys/ci')).status).toBe(404)
  })

  const roles = [
    [['repository:acme'], 'read'],
    [['repositories'], 'read'],
    [['api:read', 'repository:acme'], 'read'],
    [['api:write'], 'admin'],
    [['api'], 'admin'],
    [['package:acme/widget'], 'admin'],
  ] as const

  test('has the lowest role that its permissions are of use with', async () => {
    const house = await askingHouse()
    const login = await house.loggedIn()
    for (const [asked, role] of roles) {
      const permissions = asked.map(text => ({ domain: text.split(':')[0], resource: text.split(':')[1] }))
      expect((await house.api(login, generate, { name: 'ci', permissions })).status).toBe(201)
      house.clock.advance(1000)
      const [key] = await house.keys.live({ kind: 'organization', id: house.acme.id })
      expect(key?.role).toBe(role)
    }
  })

  test('reaches nothing of another organization', async () => {
    const house = await askingHouse()
    await house.member(house.globex, house.alice, 'owner')
    for (const resource of ['globex', 'globex/widget']) {
      const domain = resource.includes('/') ? 'package' : 'repository'
      const body = { name: 'ci', permissions: [{ domain, resource }] }
      const answer = await house.api(await house.loggedIn(), generate, body)
      expect(answer).toMatchObject({ status: 422, body: { errors: { permissions: expect.any(String) } } })
    }
    const everywhere = { name: 'ci', permissions: [{ domain: 'repositories' }] }
    const made = await house.api(await house.loggedIn(), generate, everywhere)
    expect(made.body.permissions).toEqual(permissions)
  })

  test.for(['read', 'write'] as const)('is none of the business of members with the role %s', async role => {
    const house = await askingHouse()
    const login = await memberOf(house, role)
    for (const call of [generate, 'GET /orgs/acme/keys', 'DELETE /orgs/acme/keys']) {
      const body = call.startsWith('POST') ? { name: 'ci', permissions } : undefined
      expect(await house.api(login, call, body)).toMatchObject({ status: 403 })
    }
  })

  test('is as unknown to strangers as one of an organization that is none', async () => {
    const house = await askingHouse()
    const stranger = await house.loggedIn(await house.account('stranger'))
    const acme = await house.api(stranger, 'GET /orgs/acme/keys')
    const initech = await house.api(stranger, 'GET /orgs/initech/keys')
    expect(acme.status).toBe(initech.status)
    expect(acme.body.message.replaceAll('acme', 'ORG')).toBe(
      initech.body.message.replaceAll('initech', 'ORG'),
    )
  })

  test('is made by admins, unless the organization leaves that to its owners', async () => {
    const house = await askingHouse()
    const admin = await memberOf(house, 'admin')
    expect((await house.api(admin, generate, { name: 'ci', permissions })).status).toBe(201)
    granted(await house.organizations.setPolicy(house.acme.id, { keyMakers: 'owner' }, operator))
    expect((await house.api(admin, generate, { name: 'ci', permissions })).status).toBe(403)
    expect((await house.api(await house.loggedIn(), generate, { name: 'ci', permissions })).status).toBe(201)
  })

  test('with the role owner is not for an admin to revoke, nor any beside it', async () => {
    const house = await askingHouse()
    const admin = await memberOf(house, 'admin')
    await house.api(admin, generate, { name: 'ci', permissions })
    const rows = [{ actions: ['read'], targets: ['hex:acme'] }]
    const { key } = await house.keyOfOrganization(house.acme, 'owner', rows)
    const owners = `DELETE /orgs/acme/keys/${encodeURIComponent(key.name)}`
    expect((await house.api(admin, owners)).status).toBe(403)
    expect((await house.api(admin, 'DELETE /orgs/acme/keys')).status).toBe(403)
    const owner = await house.loggedIn()
    expect(names(await house.api(owner, 'GET /orgs/acme/keys'))).toHaveLength(2)
    expect((await house.api(owner, 'DELETE /orgs/acme/keys')).body.revoked).toHaveLength(2)
    expect(names(await house.api(owner, 'GET /orgs/acme/keys'))).toEqual([])
  })

  test('makes others of the organization that can do no more than itself', async () => {
    const house = await askingHouse()
    const { body } = await house.api(await house.loggedIn(), generate, {
      ...{ name: 'boss', permissions: [{ domain: 'api' }] },
    })
    const looking = [{ domain: 'api', resource: 'read' }]
    const made = await house.api(body.secret, generate, { name: 'ci', permissions: looking })
    expect(made).toMatchObject({ status: 201, body: { permissions: looking } })
    const fetching = await house.api(body.secret, generate, { name: 'ci', permissions })
    expect(fetching).toMatchObject({
      status: 422,
      body: { errors: { permissions: expect.stringContaining('does not have repository:acme itself') } },
    })
    expect((await house.api(body.secret, 'GET /keys')).status).toBe(403)
    expect((await house.api(made.body.secret, 'GET /orgs/acme/keys')).status).toBe(403)
    expect((await house.api(body.secret, 'DELETE /orgs/acme/keys')).body).toMatchObject({ authing_key: true })
    expect((await house.api(made.body.secret, 'GET /orgs/acme')).status).toBe(401)
  })
})
