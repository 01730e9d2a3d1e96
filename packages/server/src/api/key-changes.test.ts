/** Renaming, tightening, rotating and revoking keys by the API. */
import { beforeEach, describe, expect, test } from 'vitest'
import { publish } from '../repositories/testing/publish.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

const day = 24 * 60 * 60

forEachEngine((_engine, open) => {
  let house: ApiHouse
  let acme: Awaited<ReturnType<ApiHouse['acme']>>
  /** May do everything with its owner's keys, and administers those of acme. */
  let token: string

  beforeEach(async () => {
    house = createApiHouse(await open())
    acme = await house.acme()
    token = await manager(acme.people.owner)
  })

  const manager = async (person: { readonly id: string }) =>
    (await house.keyOf(person, [{ actions: ['account', 'administer'], targets: ['*'] }])).token.expose()
  const own = async () => house.keyOf(acme.people.owner, [{ actions: ['publish'], targets: ['pypi:acme'] }])
  const ofAcme = async (role: 'read' | 'write' | 'admin' | 'owner' = 'write') =>
    house.keyOfOrganization(acme.organization, role, [{ actions: ['publish'], targets: ['pypi:acme'] }])

  const places = [
    { whose: 'a person’s', path: '/keys', make: own },
    { whose: 'an organization’s', path: '/organizations/acme/keys', make: () => ofAcme() },
  ]

  describe.each(places)('$whose key', ({ path, make }) => {
    test('is renamed', async () => {
      const { key } = await make()
      const answer = await house.call('PATCH', `${path}/${key.id}`, { token, body: { name: 'renamed' } })
      expect(answer).toMatchObject({ status: 200, body: { id: key.id, name: 'renamed' } })
      expect((await house.keys.byId(key.id))?.name).toBe('renamed')
    })

    test('tells what was published with it, to its owner alone', async () => {
      const { key, token: publishing } = await make()
      granted(await publish(house, granted(await house.authenticate(publishing))))
      const answer = await house.call('GET', `${path}/${key.id}/files`, { token })
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({
        items: [{ package: 'pypi:acme/widget', filename: 'widget-1.0.tar.gz', version: '1.0' }],
        next: null,
      })
      expect((await house.call('GET', `${path}/never/files`, { token })).status).toBe(404)
      const stranger = await manager(await house.account('stranger'))
      expect((await house.call('GET', `${path}/${key.id}/files`, { token: stranger })).status).toBe(404)
    })

    test('tells what it was used for by day, a page at a time, to its owner alone', async () => {
      const { key } = await make()
      const from = { client: 'twine/4.0.2', address: '192.0.2.7' }
      const use = { key: key.id, owner: key.owner.id, action: 'publish', ...from } as const
      for (const target of ['pypi:acme/widget', 'pypi:acme/widget', '']) house.keys.count({ ...use, target })
      await house.keys.flush()
      const first = await house.call('GET', `${path}/${key.id}/usage?limit=1`, { token })
      const day = Math.floor(house.clock.now() / 86_400_000) * 86_400
      const one = { day, action: 'publish', client: 'twine/4.0.2', network: '192.0.2.0/24' }
      expect(first).toMatchObject({ status: 200, body: { items: [{ ...one, target: null, count: 1 }] } })
      const { next } = first.body as { next: string }
      const rest = await house.call('GET', `${path}/${key.id}/usage?after=${next}`, { token })
      expect(rest.body).toEqual({ items: [{ ...one, target: 'pypi:acme/widget', count: 2 }], next: null })
      expect((await house.call('GET', `${path}/never/usage`, { token })).status).toBe(404)
      const stranger = await manager(await house.account('stranger'))
      expect((await house.call('GET', `${path}/${key.id}/usage`, { token: stranger })).status).toBe(404)
    })

    test('is tightened: what it may do, from where and until when', async () => {
      const { key } = await make()
      const expires = Math.floor(house.clock.now() / 1000) + day
      const answer = await house.call('POST', `${path}/${key.id}/tighten`, {
        token,
        body: {
          may: [{ actions: ['publish'], targets: ['pypi:acme/widget'] }],
          networks: ['10.0.0.0/8'],
          expires_at: expires,
        },
      })
      expect(answer.status).toBe(200)
      expect(answer.body.expires_at).toBe(expires)
      expect(answer.body.may.rows).toEqual([
        [{ actions: ['publish'], targets: ['pypi:acme'] }],
        [{ actions: ['publish'], targets: ['pypi:acme/widget'] }],
      ])
      const later = await house.call('POST', `${path}/${key.id}/tighten`, {
        token,
        body: { expires_at: expires + 1 },
      })
      expect(later).toMatchObject({ status: 400, body: { error: { code: 'expiry_later' } } })
    })

    test('is rotated: the new text is told once, and the old key ends after the overlap', async () => {
      const { key } = await make()
      const answer = await house.call('POST', `${path}/${key.id}/rotate`, { token, body: { overlap: 60 } })
      expect(answer.status).toBe(201)
      expect(answer.body.old).toMatchObject({
        id: key.id,
        replaced_by: answer.body.key.id,
        expires_at: Math.floor((house.clock.now() + 60_000) / 1000),
      })
      expect(await house.authenticate(answer.body.token)).toMatchObject({ id: answer.body.key.id })
      const again = await house.call('POST', `${path}/${answer.body.key.id}/rotate`, { token, body: {} })
      expect(again.body.old.expires_at).toBe(Math.floor(house.clock.now() / 1000) + day)
    })

    test('is revoked alone or with others: all of them, or none where one is unknown', async () => {
      const [one, two, three] = [await make(), await make(), await make()]
      const revoke = (...keys: string[]) => house.call('POST', `${path}/revoke`, { token, body: { keys } })
      expect(await revoke(one.key.id, 'unknown')).toMatchObject({
        status: 404,
        body: { error: { code: 'unknown_key' } },
      })
      expect((await house.keys.byId(one.key.id))?.revokedAt).toBeUndefined()
      const answer = await revoke(one.key.id, two.key.id, one.key.id)
      expect(answer.status).toBe(200)
      expect(answer.body.items.map(({ id }: { id: string }) => id)).toEqual([one.key.id, two.key.id])
      expect(await house.authenticate(two.token)).toMatchObject({ code: 'key_revoked' })
      const last = await house.call('DELETE', `${path}/${three.key.id}`, { token })
      expect(last).toMatchObject({ status: 200, body: { revoked_at: expect.any(Number) } })
    })

    test('is another’s to change no more than one that never was', async () => {
      const { key } = await make()
      const stranger = await manager(await house.account('stranger'))
      const changes = [
        ['PATCH', '', { name: 'mine' }],
        ['POST', '/tighten', { networks: ['10.0.0.0/8'] }],
        ['POST', '/rotate', {}],
        ['DELETE', '', undefined],
      ] as const
      for (const [method, below, body] of changes) {
        const ask = (id: string) =>
          house.call(method, `${path}/${id}${below}`, { token: stranger, ...(body && { body }) })
        const theirs = await ask(key.id)
        expect(theirs.status).toBe(404)
        expect((await ask('never')).body).toEqual(theirs.body)
      }
      const several = { token: stranger, body: { keys: [key.id] } }
      expect((await house.call('POST', `${path}/revoke`, several)).status).toBe(404)
      expect(await house.keys.byId(key.id)).toEqual(key)
    })
  })

  test('a key of the role owner is not changed by an admin, alone or among others', async () => {
    const [higher, lower] = [await ofAcme('owner'), await ofAcme('read')]
    const admin = await manager(acme.people.admin)
    const path = '/organizations/acme/keys'
    const keys = [lower.key.id, higher.key.id]
    for (const answer of [
      await house.call('PATCH', `${path}/${higher.key.id}`, { token: admin, body: { name: 'x' } }),
      await house.call('POST', `${path}/${higher.key.id}/rotate`, { token: admin, body: {} }),
      await house.call('POST', `${path}/revoke`, { token: admin, body: { keys } }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'role_insufficient' } } })
    expect((await house.keys.byId(lower.key.id))?.revokedAt).toBeUndefined()
  })

  describe('a token sent to be burned', () => {
    const burn = (body: unknown, headers: Record<string, string> = { 'content-type': 'text/plain' }) =>
      house.call('POST', '/keys/burn', { body, headers })

    test('dies, sent as it is or as JSON, with nothing in the answer', async () => {
      for (const send of [
        (text: string) => burn(`${text}\n`),
        (text: string) => burn(text, { 'content-type': 'application/x-www-form-urlencoded' }),
        (text: string) => burn({ token: text }, {}),
      ]) {
        const { token: leaked } = await own()
        expect(await send(leaked.expose())).toMatchObject({ status: 204, body: undefined })
        expect(await house.authenticate(leaked)).toMatchObject({ code: 'key_revoked' })
      }
    })

    test('is answered alike whether it was live, dead, forged, or no token at all', async () => {
      const { token: leaked } = await own()
      const headersOf = async (text: string) => {
        const { status, headers, body } = await burn(text)
        return { status, body, headers: [...headers] }
      }
      const live = await headersOf(leaked.expose())
      for (const text of [leaked.expose(), `${leaked.expose()}x`, 'latchkey-AgEx', 'hunter2', 'a\0b'])
        expect(await headersOf(text)).toEqual(live)
    })

    test('is the one in the body: the Authorization header is neither needed, judged nor burned', async () => {
      const [leaked, other] = [await own(), await own()]
      for (const authorization of [`Bearer ${other.token.expose()}`, 'Bearer nonsense', 'Negotiate x']) {
        const answer = await burn(leaked.token.expose(), { 'content-type': 'text/plain', authorization })
        expect(answer.status).toBe(204)
      }
      expect(await house.authenticate(leaked.token)).toMatchObject({ code: 'key_revoked' })
      expect(await house.authenticate(other.token)).toMatchObject({ id: other.key.id })
      const { headers } = await burn('', { authorization: `Bearer ${other.token.expose()}` })
      expect(headers.get('www-authenticate')).toBeNull()
      expect(await house.authenticate(other.token)).toMatchObject({ id: other.key.id })
    })

    test.each([
      ['nothing', ''],
      ['white space', ' \n'],
      ['JSON without a token', '{}'],
      ['JSON that is cut off', '{"token":'],
      ['JSON with another field', '{"token":"x","key":"y"}'],
    ])('that is %s is asked for with a sentence', async (_what, body) => {
      const answer = await burn(body, { 'content-type': 'application/json' })
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } })
    })

    test('is in the description, as what takes no credential', async () => {
      const { body } = await house.call('GET', '/openapi.json')
      expect(body.paths['/api/v1/keys/burn'].post).toMatchObject({ operationId: 'burnToken', security: [] })
    })
  })
})
