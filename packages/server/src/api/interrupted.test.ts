/** What happens between a decision and the transaction that builds on it: whoever lost the right changes nothing. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import type { Organization } from '../organizations/index.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import type { Store } from '../storage/index.ts'
import { type InterruptedStore, interrupted } from '../storage/testing/interrupted.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type ApiHouse, createApiHouse, granted } from './testing/house.ts'

const here = '/organizations/acme'

/** What an owner's key asks for. */
const changes = {
  'makes a repository': ['POST', `${here}/repositories`, { ecosystem: 'pypi', visibility: 'public' }],
  'makes a repository public': ['PATCH', `${here}/repositories/pypi`, { visibility: 'public' }],
  'reserves a name': ['POST', `${here}/repositories/pypi/reservations`, { name: 'acme-*' }],
  'gives a reserved name up': ['DELETE', `${here}/repositories/pypi/reservations/kept`, undefined],
  'changes the policy': ['PATCH', `${here}/policy`, { keys_need_window: true }],
} as const

forEachEngine((_engine, open) => {
  let base: Store
  let store: InterruptedStore
  let house: ApiHouse
  let token: string
  let owner: Account
  let acme: Organization

  beforeEach(async () => {
    base = await open()
    store = interrupted(base)
    house = createApiHouse(store)
    owner = await house.account('owner')
    acme = await house.organization('acme', owner)
    await house.member(acme, await house.account('another'), 'owner')
    token = (await house.keyOf(owner, [{ actions: ['administer'], targets: ['*'] }])).token.expose()
  })

  const makeRepository = async () => {
    const input = { organization: acme, ecosystem: 'pypi', visibility: 'private' } as const
    const repository = granted(await house.repositories.create(input, operator))
    granted(await house.repositories.reserve(repository, ['kept'], operator))
  }
  const rows = () =>
    Promise.all(
      (['organizations', 'repositories', 'reservations', 'events'] as const).map(table =>
        house.store.read.selectFrom(table).selectAll().execute(),
      ),
    )

  /** What takes the right away meanwhile, and what is answered then. */
  const interruptions: Record<string, readonly [happens: () => Promise<unknown>, refusal: string]> = {
    'its key is revoked': [
      async () => {
        const key = await store.read.selectFrom('keys').select('id').executeTakeFirstOrThrow()
        return house.keys.revoke(key.id, 'local command')
      },
      'key_revoked',
    ],
    'its owner is made an admin': [() => house.member(acme, owner, 'admin'), 'role_insufficient'],
    'a second factor is required': [
      () => house.organizations.setPolicy(acme.id, { requireSecondFactor: true }, operator),
      'second_factor_missing',
    ],
    'keys need a window': [
      async () => {
        await giveSecondFactor(base, owner.id, house.clock)
        await house.organizations.setPolicy(acme.id, { keysNeedWindow: true }, operator)
      },
      'totp_required',
    ],
  }

  describe.each(Object.entries(changes))('whoever %s', (what, [method, path, body]) => {
    beforeEach(async () => {
      if (what !== 'makes a repository') await makeRepository()
    })

    const ask = () => house.call(method, path, { token, ...(body && { body }) })

    test.each(Object.entries(interruptions))(
      'between the decision and the change does not where %s',
      async (_how, [happens, code]) => {
        let meanwhile: unknown
        store.before(async () => {
          await happens()
          meanwhile = await rows()
        })
        const answer = await ask()
        expect(answer.body.error?.code).toBe(code)
        expect(meanwhile).toBeDefined()
        expect(await rows()).toEqual(meanwhile)
      },
    )

    test('does where nothing happens', async () => {
      const before = await rows()
      expect((await ask()).status).toBeLessThan(300)
      expect(await rows()).not.toEqual(before)
    })
  })
})
