/** The policy of an organization through the API, and what a login may do outside of its window. */
import type { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

const path = '/organizations/acme/policy'
const administer = [{ actions: ['administer', 'describe'], targets: ['*'] }]
const open = {
  require_second_factor: false,
  keys_need_window: false,
  longest_key_days: null,
  key_makers: 'admin',
  key_exchange: 'allow',
}

forEachEngine((_engine, openStore) => {
  let house: ApiHouse
  let acme: Awaited<ReturnType<ApiHouse['acme']>>

  beforeEach(async () => {
    house = createApiHouse(await openStore())
    acme = await house.acme()
  })

  const keyOf = async (role: keyof typeof acme.people) =>
    (await house.keyOf(acme.people[role], administer)).token

  describe('a policy', () => {
    test('is read by every member, and by nobody else', async () => {
      expect(await house.call('GET', path, { token: await keyOf('read') })).toMatchObject({
        status: 200,
        body: open,
      })
      const stranger = await house.keyOf(await house.account('stranger'), administer)
      expect((await house.call('GET', path, { token: stranger.token })).status).toBe(404)
    })

    test('is changed by owners, what is named and nothing else', async () => {
      const token = await keyOf('owner')
      const change = { longest_key_days: 400, key_exchange: 'warn' }
      const changed = { ...open, ...change }
      expect(await house.call('PATCH', path, { token, body: change })).toMatchObject({
        status: 200,
        body: changed,
      })
      const body = { key_makers: 'owner', longest_key_days: null }
      await house.call('PATCH', path, { token, body })
      expect((await house.call('GET', path, { token })).body).toEqual({ ...changed, ...body })
      expect((await house.call('PATCH', path, { token: await keyOf('admin'), body })).status).toBe(403)
    })

    test.each([
      { longest_key_days: 0 },
      { longest_key_days: 3651 },
      { longest_key_days: 1.5 },
      { key_makers: 'write' },
      { key_exchange: null },
      { requireSecondFactor: true },
    ])('is never %j', async body => {
      const token = await keyOf('owner')
      expect((await house.call('PATCH', path, { token, body })).status).toBe(400)
      expect((await house.call('GET', path, { token })).body).toEqual(open)
    })

    test('is an event that says what changed, and none where nothing did', async () => {
      const token = await keyOf('owner')
      for (let round = 0; round < 2; round += 1)
        await house.call('PATCH', path, { token, body: { longest_key_days: 90 } })
      const { body } = await house.call('GET', '/organizations/acme/events', { token })
      const changes = body.items.filter(
        ({ what }: { what: string }) => what === 'organization.policy_changed',
      )
      expect(changes).toMatchObject([{ details: { longestKeyDays: 90 } }])
    })

    test('that requires a second factor is set by nobody who has none', async () => {
      const token = await keyOf('owner')
      const body = { require_second_factor: true }
      const answer = await house.call('PATCH', path, { token, body })
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'second_factor_missing' } } })
      await giveSecondFactor(house.store, acme.people.owner.id, house.clock)
      expect((await house.call('PATCH', path, { token, body })).status).toBe(200)
    })
  })

  describe('a login whose account has a second factor', () => {
    let token: Secret
    let app: Awaited<ReturnType<typeof giveSecondFactor>>

    beforeEach(async () => {
      app = await giveSecondFactor(house.store, acme.people.owner.id, house.clock)
      token = (await house.loginOf(acme.people.owner, { scope: 'api repositories' })).tokens.accessToken
    })

    const createKey = () =>
      house.call('POST', '/keys', {
        token,
        body: { name: 'made', may: [{ actions: ['read'], targets: ['pypi:acme'] }] },
      })
    const stepUp = (code: string) => house.call('POST', '/step-up', { token, body: { code } })

    test('looks at everything without a code', async () => {
      for (const each of [
        '/validate',
        '/keys',
        '/events',
        '/organizations/acme/keys',
        '/organizations/acme/events',
        path,
      ]) {
        const answer = await house.call('GET', each, { token })
        expect([each, answer.status]).toEqual([each, 200])
      }
    })

    test('law 1: makes keys in its window only, and a GET opens none', async () => {
      const refused = await createKey()
      expect(refused).toMatchObject({ status: 401, body: { error: { code: 'totp_required' } } })
      expect(refused.headers.get('www-authenticate')).toContain('error="totp_required"')
      await house.call('GET', `/keys?code=${app.code().expose()}`, { token })
      expect((await createKey()).status).toBe(401)
      expect((await stepUp(app.code().expose())).status).toBe(200)
      expect((await createKey()).status).toBe(201)
    })

    test.each([
      ['PATCH', path, { keys_need_window: true }],
      ['PATCH', '/organizations/acme/repositories/pypi', { visibility: 'public' }],
      ['POST', '/organizations/acme/repositories/pypi/reservations', { name: 'acme-*' }],
      [
        'POST',
        '/organizations/acme/keys',
        { name: 'made', role: 'read', may: [{ actions: ['read'], targets: ['*:acme'] }] },
      ],
      ['POST', '/keys/revoke', { keys: ['unknown'] }],
      [
        'POST',
        '/organizations/acme/repositories/pypi/packages/widget/releases/1.0/yank',
        { reason: 'Broken.' },
      ],
      ['DELETE', '/organizations/acme/repositories/pypi/packages/widget/releases/1.0', undefined],
    ])('is asked for a code to %s %s, and no more once it gave one', async (method, at, body) => {
      const ask = () => house.call(method, at, { token, ...(body && { body }) })
      expect((await ask()).body.error.code).toBe('totp_required')
      await stepUp(app.code().expose())
      expect([401, 403]).not.toContain((await ask()).status)
    })

    test('makes a key with which it may make others without a code, as keys need none', async () => {
      await stepUp(app.code().expose())
      const made = await house.call('POST', '/keys', {
        token,
        body: { name: 'maker', may: [{ actions: ['account'], targets: ['*'] }] },
      })
      house.clock.advance(10 * 60_000)
      const body = { name: 'made', may: [{ actions: ['read'], targets: ['pypi:acme'] }] }
      expect((await house.call('POST', '/keys', { token: made.body.token, body })).status).toBe(201)
    })
  })

  test('a key that makes keys makes none of an organization whose keys only owners make', async () => {
    granted(await house.organizations.setPolicy(acme.organization.id, { keyMakers: 'owner' }, operator))
    const body = { name: 'made', role: 'read', may: [{ actions: ['read'], targets: ['*:acme'] }] }
    const make = async (role: 'admin' | 'owner') =>
      (await house.call('POST', '/organizations/acme/keys', { token: await keyOf(role), body })).status
    expect([await make('admin'), await make('owner')]).toEqual([403, 201])
  })
})
