/** What happened, for programs: whoever may read it reads all of it, a page at a time, and nobody else any of it. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

forEachEngine((_engine, open) => {
  let house: ApiHouse
  let people: { readonly owner: Account; readonly admin: Account; readonly read: Account }

  beforeEach(async () => {
    house = createApiHouse(await open())
    people = (await house.acme()).people
  })

  const ask = async (person: Account, path: string) => {
    const { token } = await house.keyOf(person, [{ actions: ['administer', 'account'], targets: ['*'] }])
    return house.call('GET', path, { token, headers: { 'user-agent': 'tool/1.0' } })
  }

  describe('the events of an organization', () => {
    test('tell its owner who did what, by which key, from where and with what', async () => {
      const { key, token } = await house.keyOf(people.owner, [
        { actions: ['administer'], targets: ['*:acme'] },
      ])
      const headers = { 'user-agent': 'tool/1.0 python/3' }
      const body = { visibility: 'public' }
      await house.call('PATCH', '/organizations/acme/repositories/pypi', { token, headers, body })
      const answer = await ask(people.owner, '/organizations/acme/events?limit=1')
      expect(answer.status).toBe(200)
      expect(answer.body.items).toEqual([
        {
          id: expect.stringMatching(/^\d+$/),
          what: 'repository.visibility_changed',
          at: house.clock.now() / 1000,
          actor: { kind: 'account', id: people.owner.id, name: 'owner' },
          credential: { kind: 'key', id: key.id, name: key.name },
          address: '192.0.2.7',
          client: 'tool/1.0',
          subject: { kind: 'repository', id: expect.any(String), name: 'pypi:acme' },
          organization: 'acme',
          details: { visibility: 'public' },
        },
      ])
      const older = await ask(people.owner, `/organizations/acme/events?after=${answer.body.next}`)
      expect(older.body.items.map(({ what }: { what: string }) => what)).not.toContain(
        'repository.visibility_changed',
      )
      expect(older.body.items.at(-1)).toMatchObject({ what: 'organization.created' })
    })

    test('are narrowed to a name and a key; a name that no event has is told', async () => {
      const { key } = await house.keyOfOrganization(
        {
          id: (await house.organizations.byName('acme'))?.id ?? '',
          name: 'acme',
          displayName: 'Acme',
          createdAt: 0,
        },
        'read',
        [{ actions: ['read'], targets: ['pypi:acme'] }],
      )
      granted(await house.keys.revoke(key.id, 'local command'))
      const names = async (query: string) =>
        (await ask(people.owner, `/organizations/acme/events?${query}`)).body.items.map(
          ({ what }: { what: string }) => what,
        )
      expect(await names(`key=${key.id}`)).toEqual(['key.revoked', 'key.created'])
      expect(await names(`key=${key.id}&what=key.revoked`)).toEqual(['key.revoked'])
      expect(await ask(people.owner, '/organizations/acme/events?what=key.eaten')).toMatchObject({
        status: 400,
      })
    })

    test('are for its owners alone', async () => {
      for (const person of [people.admin, people.read])
        expect(await ask(person, '/organizations/acme/events')).toMatchObject({ status: 403 })
    })
  })

  test('one’s own events are what one did and what happened to one, and nobody else’s', async () => {
    const answer = await ask(people.read, '/events')
    expect(answer.status).toBe(200)
    expect(answer.body.items.map(({ what }: { what: string }) => what).sort()).toEqual([
      'account.created',
      'key.created',
      'member.added',
    ])
    const acme = await house.organizations.byName('acme')
    const token =
      acme &&
      (await house.keyOfOrganization(acme, 'read', [{ actions: ['read'], targets: ['*:acme'] }])).token
    expect(await house.call('GET', '/events', token ? { token } : {})).toMatchObject({ status: 403 })
  })
})
