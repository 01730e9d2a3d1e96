import { beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse, granted, type SmallHouse, sessionOf } from '../credentials/testing/small-house.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'

const read = [{ actions: ['read'], targets: ['*'] }]

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
  })

  const account = (who: Account) => house.judge(sessionOf(who), { action: 'account' })
  const epoch = async () =>
    (await house.store.read.selectFrom('epoch').select('value').executeTakeFirstOrThrow()).value

  describe('revoking', () => {
    test('is for the owner, says when, and moves the epoch on in the same transaction', async () => {
      const { key } = await house.keyOf(alice, read)
      const before = await epoch()
      const revoked = granted(await house.keys.revoke(key.id, await account(alice)))
      expect(revoked).toEqual({ ...key, revokedAt: house.clock.now() })
      expect(await house.keys.byId(key.id)).toEqual(revoked)
      expect(await epoch()).toBe(before + 1)
    })

    test('again changes nothing', async () => {
      const { key } = await house.keyOf(alice, read)
      const revoked = granted(await house.keys.revoke(key.id, 'local command'))
      const before = await epoch()
      house.clock.advance(1000)
      expect(await house.keys.revoke(key.id, 'local command')).toEqual(revoked)
      expect(await epoch()).toBe(before)
    })

    test("of somebody else's key answers as of a key that never was", async () => {
      const { key } = await house.keyOf(alice, read)
      const foreign = await house.keys.revoke(key.id, await account(bob))
      expect(foreign).toMatchObject({ code: 'unknown_key' })
      expect(await house.keys.revoke('never', await account(bob))).toEqual(foreign)
      expect((await house.keys.byId(key.id))?.revokedAt).toBeUndefined()
    })

    test("of an organization's key is for those who administer keys of its role", async () => {
      const acme = await house.organization('acme', alice)
      await house.member(acme, bob, 'admin')
      const { key } = await house.keyOfOrganization(acme, 'owner', [
        { actions: ['read'], targets: ['pypi:acme'] },
      ])
      const by = (who: Account, keyRole: 'admin' | 'owner') =>
        house.judge(sessionOf(who), {
          action: 'administer',
          organization: 'acme',
          administers: 'keys',
          keyRole,
        })
      expect(await house.keys.revoke(key.id, await by(bob, 'admin'))).toMatchObject({ code: 'unknown_key' })
      expect(await house.keys.revoke(key.id, await account(alice))).toMatchObject({ code: 'unknown_key' })
      granted(await house.keys.revoke(key.id, await by(alice, 'owner')))
    })
  })

  describe('the list of an owner', () => {
    test('is newest first, a page at a time, with revoked ones and no one else’s', async () => {
      const carol = await house.account('carol')
      const made: string[] = []
      for (let index = 0; index < 5; index += 1) {
        if (index % 2 === 0) house.clock.advance(1000)
        made.unshift((await house.keyOf(carol, read)).key.id)
      }
      await house.keys.revoke(made[2] ?? '', 'local command')
      await house.keyOf(alice, read)

      const owner = { kind: 'account', id: carol.id } as const
      const listed: string[] = []
      let after: string | undefined
      do {
        const page = await house.keys.list(owner, { limit: 2, ...(after !== undefined && { after }) })
        expect(page.items.length).toBeLessThanOrEqual(2)
        listed.push(...page.items.map(({ id }) => id))
        after = page.next
      } while (after !== undefined)
      expect(new Set(listed)).toEqual(new Set(made))
      expect(listed).toHaveLength(5)
      const instants = (await house.keys.list(owner)).items.map(({ createdAt }) => createdAt)
      expect(instants).toEqual([...instants].sort((one, other) => other - one))
    })

    test('after a cursor that is none of ours is empty', async () => {
      const owner = { kind: 'account', id: alice.id } as const
      expect((await house.keys.list(owner)).items.length).toBeGreaterThan(0)
      for (const after of ['', 'x', '1.', "1.' or 1=1", '99999999999999999999.x']) {
        expect(await house.keys.list(owner, { after })).toEqual({ items: [] })
      }
    })

    test('of an account never holds keys of an organization with the same id', async () => {
      expect(await house.keys.list({ kind: 'organization', id: alice.id })).toEqual({ items: [] })
    })
  })

  test('the live keys of an owner are those that still work, and are nobody else’s', async () => {
    const dora = await house.account('dora')
    const first = await house.keyOf(dora, read)
    house.clock.advance(1000)
    const second = await house.keyOf(dora, read)
    const revoked = await house.keyOf(dora, read)
    await house.keys.revoke(revoked.key.id, 'local command')
    const soon = await house.keyOf(dora, read, { expiresAt: house.clock.now() + 1 })
    await house.keyOf(alice, read)
    house.clock.advance(1)

    const live = await house.keys.live({ kind: 'account', id: dora.id })
    expect(live).toEqual([second.key, first.key])
    expect(live).not.toContainEqual(soon.key)
    expect(await house.keys.live({ kind: 'organization', id: dora.id })).toEqual([])
  })

  test('a row whose restrictions this program does not know is never taken for a key without them', async () => {
    const { key, token } = await house.keyOf(alice, read)
    await unrecorded(house.store).write(async transaction => {
      const unknown = JSON.stringify([
        ['allow', [[['read'], ['*']]]],
        ['moon-phase', 'full'],
      ])
      await transaction.updateTable('keys').set({ caveats: unknown }).where('id', '=', key.id).execute()
    })
    await expect(house.keys.byId(key.id)).rejects.toThrow('moon-phase')
    await expect(house.authenticate(token)).rejects.toThrow('moon-phase')
  })
})
