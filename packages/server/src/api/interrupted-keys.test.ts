/** What happens between the decision about a key and its change: whoever lost the right changes nothing. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import type { Organization } from '../organizations/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import type { Store } from '../storage/index.ts'
import { type InterruptedStore, interrupted } from '../storage/testing/interrupted.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse } from './testing/house.ts'

const may = [{ actions: ['read'], targets: ['pypi:acme'] }]

type Request = readonly [method: string, path: string, body?: object]

const changes: Record<string, (keys: string, id: string) => Request> = {
  'makes one': keys => {
    const role = keys === '/keys' ? {} : { role: 'read' }
    return ['POST', keys, { name: 'another', may, ...role }]
  },
  'renames one': (keys, id) => ['PATCH', `${keys}/${id}`, { name: 'renamed' }],
  'tightens one': (keys, id) => ['POST', `${keys}/${id}/tighten`, { networks: ['192.0.2.0/24'] }],
  'rotates one': (keys, id) => ['POST', `${keys}/${id}/rotate`, {}],
  'revokes one': (keys, id) => ['DELETE', `${keys}/${id}`],
  'revokes several': (keys, id) => ['POST', `${keys}/revoke`, { keys: [id] }],
}

forEachEngine((_engine, open) => {
  let base: Store
  let store: InterruptedStore
  let house: ApiHouse
  let owner: Account
  let acme: Organization
  let login: Awaited<ReturnType<ApiHouse['loginOf']>>

  beforeEach(async () => {
    base = await open()
    store = interrupted(base)
    house = createApiHouse(store)
    owner = await house.account('owner')
    acme = await house.organization('acme', owner)
    await house.member(acme, await house.account('another'), 'owner')
    login = await house.loginOf(owner, { scope: 'api' })
  })

  const keysAndEvents = () =>
    Promise.all(
      (['keys', 'events'] as const).map(table => house.store.read.selectFrom(table).selectAll().execute()),
    )

  type Interruption = readonly [happens: () => Promise<unknown>, refusal: string]
  const ofEverybody: Record<string, Interruption> = {
    'their login is ended': [() => house.logins.end(login.login.id, owner.id, operator), 'login_ended'],
    'they get a second factor': [() => giveSecondFactor(base, owner.id, house.clock), 'totp_required'],
  }
  const ofMembers: Record<string, Interruption> = {
    'their role is lowered': [() => house.member(acme, owner, 'write'), 'role_insufficient'],
    'a second factor is required': [
      () => house.organizations.setPolicy(acme.id, { requireSecondFactor: true }, operator),
      'second_factor_missing',
    ],
  }

  describe.each([
    ['of their own', '/keys', ofEverybody],
    ['of an organization', '/organizations/acme/keys', { ...ofEverybody, ...ofMembers }],
  ] as const)('a key %s: whoever', (_whose, keys, interruptions) => {
    let id: string
    beforeEach(async () => {
      const made = keys === '/keys' ? house.keyOf(owner, may) : house.keyOfOrganization(acme, 'read', may)
      id = (await made).key.id
    })

    describe.each(Object.entries(changes))('%s', (_what, change) => {
      const ask = () => {
        const [method, path, body] = change(keys, id)
        return house.call(method, path, { token: login.tokens.accessToken.expose(), ...(body && { body }) })
      }

      test.each(Object.entries(interruptions))(
        'between the decision and the change does not where %s',
        async (_how, [happens, code]) => {
          let meanwhile: unknown
          store.before(async () => {
            await happens()
            meanwhile = await keysAndEvents()
          })
          expect((await ask()).body.error?.code).toBe(code)
          expect(meanwhile).toBeDefined()
          expect(await keysAndEvents()).toEqual(meanwhile)
        },
      )

      test('does where nothing happens', async () => {
        const before = await keysAndEvents()
        expect((await ask()).status).toBeLessThan(300)
        expect(await keysAndEvents()).not.toEqual(before)
      })
    })
  })
})
