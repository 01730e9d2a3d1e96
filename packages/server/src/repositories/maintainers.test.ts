import { beforeEach, describe, expect, test } from 'vitest'
import type { Credential } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { judgeOf } from './testing/judge-of.ts'
import { publish, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let owner: Credential
  let packageId: string

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
    const acme = await house.organization('acme', alice)
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    packageId = granted(await publish(house, await tokenOf(house, alice))).package.id
    owner = await maintaining(alice)
  })

  const epoch = async () =>
    (await house.store.read.selectFrom('epoch').select('value').executeTakeFirstOrThrow()).value

  const disable = ({ id }: Account) =>
    unrecorded(house.store).write(async transaction => {
      await transaction.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', id).execute()
    })

  async function maintaining(account: Account): Promise<Credential> {
    const { token } = await house.keyOf(account, [{ actions: ['maintain'], targets: ['*'] }])
    return granted(await house.authenticate(token))
  }

  const add = (account: Pick<Account, 'id'>, alone?: boolean, by = owner) =>
    house.repositories.addMaintainer(judgeOf(house, by, {}, 'maintain'), account.id, alone)
  const remove = (account: Pick<Account, 'id'>, by = owner) =>
    house.repositories.removeMaintainer(judgeOf(house, by, {}, 'maintain'), {
      kind: 'account',
      id: account.id,
    })
  const ids = async () => (await house.repositories.maintainers(packageId)).map(({ id }) => id)

  describe('a maintainer', () => {
    test('who is added publishes from then on, and no longer once removed', async () => {
      const publisher = await tokenOf(house, bob)
      expect(await publish(house, publisher, { version: '2.0' })).toMatchObject({ code: expect.any(String) })
      expect(await add(bob)).toBe(true)
      granted(await publish(house, publisher, { version: '2.0', content: 'two' }))
      expect(await remove(bob)).toBe(true)
      expect(await publish(house, publisher, { version: '3.0' })).toMatchObject({ code: expect.any(String) })
      expect(await ids()).toEqual([alice.id])
    })

    test('who is removed loses it on every node: the epoch goes on in the same transaction', async () => {
      granted(await add(bob))
      const before = await epoch()
      granted(await remove(bob))
      expect(await epoch()).toBeGreaterThan(before)
    })

    test('who is added twice is one, and written down once', async () => {
      granted(await add(bob))
      granted(await add(bob))
      expect(await ids()).toHaveLength(2)
      const events = (await house.audit.list('all')).items
      expect(events.filter(({ what }) => what === 'maintainer.added')).toHaveLength(1)
    })

    test('has the package among those that they maintain in its ecosystem, as long as they do', async () => {
      const maintained = (ecosystem = 'pypi') => house.repositories.maintainedBy(bob.id, ecosystem)
      expect(await maintained()).toEqual([])
      granted(await add(bob))
      expect(await maintained()).toEqual([{ name: 'widget', organization: 'acme' }])
      expect(await maintained('hex')).toEqual([])
      granted(await remove(bob))
      expect(await maintained()).toEqual([])
    })

    test('may be the only one, whoever was before', async () => {
      granted(await add(bob, true))
      expect(await ids()).toEqual([bob.id])
    })

    test('may be the last that goes', async () => {
      granted(await remove(alice))
      expect(await ids()).toEqual([])
    })

    test('who is none cannot be removed, and an account that is not there or disabled not be added', async () => {
      expect(await remove(bob)).toMatchObject({ code: 'no_maintainer' })
      expect(await add({ id: 'nobody' })).toMatchObject({ code: 'unknown_account' })
      await disable(bob)
      expect(await add(bob)).toMatchObject({ code: 'unknown_account' })
      expect(await ids()).toEqual([alice.id])
    })

    test('cannot add others for being one: that takes the role', async () => {
      granted(await add(bob))
      const carol = await house.account('carol')
      expect(await add(carol, false, await maintaining(bob))).toMatchObject({ code: expect.any(String) })
      expect(await ids()).toHaveLength(2)
    })

    test('is added by a decision to maintain, and by nothing else', async () => {
      const { token } = await house.keyOf(alice, [{ actions: ['retire'], targets: ['*'] }])
      const retirer = granted(await house.authenticate(token))
      const judge = judgeOf(house, retirer, {}, 'retire')
      await expect(house.repositories.addMaintainer(judge, bob.id)).rejects.toThrow(TypeError)
      expect(await add(bob, false, retirer)).toMatchObject({ code: 'action_not_allowed' })
      expect(await ids()).toEqual([alice.id])
    })
  })
})
