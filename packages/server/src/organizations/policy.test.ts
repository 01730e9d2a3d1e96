/** Setting a policy, and whose word a change of an organization needs. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Attempt, decideAgain, openPolicy, type Policy } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse, sessionOf } from '../credentials/testing/small-house.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Organization } from './index.ts'

const settings: Attempt = { action: 'administer', organization: 'acme', administers: 'settings' }
const people: Attempt = { action: 'administer', organization: 'acme', administers: 'people' }

const strict: Policy = {
  requireSecondFactor: true,
  keysNeedWindow: true,
  longestKeyDays: 30,
  keyMakers: 'owner',
  keyExchange: 'refuse',
}

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let acme: Organization
  let other: Organization

  beforeEach(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    acme = await house.organization('acme', alice)
    other = await house.organization('other', alice)
  })

  const set = (change: Partial<Policy>) => house.organizations.setPolicy(acme.id, change, operator)
  const epoch = async () =>
    (await house.store.read.selectFrom('epoch').selectAll().executeTakeFirstOrThrow()).value
  const events = () =>
    house.store.read
      .selectFrom('events')
      .select('details')
      .where('what', '=', 'organization.policy_changed')
      .execute()

  describe('a policy', () => {
    test('asks for nothing until it is set, and what is not named stays', async () => {
      expect(await house.organizations.policy(acme.id)).toEqual(openPolicy)
      expect(await set(strict)).toEqual(strict)
      expect(await set({ keyMakers: 'admin' })).toEqual({ ...strict, keyMakers: 'admin' })
      expect(await set({ longestKeyDays: undefined })).toMatchObject({ longestKeyDays: undefined })
      expect(await house.organizations.policy(acme.id)).toMatchObject({ requireSecondFactor: true })
      expect(await house.organizations.policy(other.id)).toEqual(openPolicy)
    })

    test('that requires a second factor is told to members, and to nobody else', async () => {
      const bob = await house.account('bob')
      const asking = () =>
        Promise.all([alice, bob].map(({ id }) => house.organizations.requiringSecondFactor(id)))
      expect(await asking()).toEqual([[], []])
      granted(await house.organizations.setDisplayName(acme.id, 'Acme Tools', operator))
      granted(await set({ requireSecondFactor: true }))
      expect(await asking()).toEqual([['Acme Tools'], []])
      await house.member(acme, bob, 'read')
      expect(await asking()).toEqual([['Acme Tools'], ['Acme Tools']])
    })

    test.each(Object.entries(strict))(
      'advances the epoch where it asks for more: %s',
      async (name, value) => {
        const before = await epoch()
        granted(await set({ [name]: value }))
        expect(await epoch()).toBeGreaterThan(before)
        const [event] = await events()
        expect(JSON.parse(event?.details ?? '')).toEqual({ [name]: value })
      },
    )

    test('that is set as it is changes nothing, and is no event', async () => {
      const before = await epoch()
      expect(await set(openPolicy)).toEqual(openPolicy)
      expect(await epoch()).toBe(before)
      expect(await events()).toEqual([])
    })

    test.each([0, -1, 1.5, 3651, Number.NaN])('lets no keys work for %s days', async longestKeyDays => {
      expect(await set({ longestKeyDays })).toMatchObject({ code: 'invalid_policy' })
      expect(await house.organizations.policy(acme.id)).toEqual(openPolicy)
    })

    test('of no organization is none', async () => {
      expect(await house.organizations.policy('nobody')).toBeUndefined()
      const refused = await house.organizations.setPolicy('nobody', strict, operator)
      expect(refused).toMatchObject({ code: 'unknown_organization' })
    })

    test('that requires a second factor is set by whoever has one, as nobody else could take it back', async () => {
      const judge = decideAgain(await house.allowed(sessionOf(alice), settings), house)
      const require = () => house.organizations.setPolicy(acme.id, { requireSecondFactor: true }, judge)
      expect(await require()).toMatchObject({ code: 'second_factor_missing' })
      await giveSecondFactor(house.store, alice.id, house.clock)
      expect(await require()).toMatchObject({ requireSecondFactor: true })
    })
  })

  describe('whoever changes an organization', () => {
    const member = () => ({ organizationId: acme.id, accountId: alice.id, role: 'read' as const })

    test('was allowed to change that part of it, and that organization', async () => {
      const judgeOf = async (attempt: Attempt) =>
        decideAgain(await house.allowed(sessionOf(alice), attempt), house)
      const { setPolicy, setRole } = house.organizations
      const wrong = /Only what was allowed/
      await expect(setPolicy(acme.id, strict, await judgeOf(people))).rejects.toThrow(wrong)
      await expect(setPolicy(other.id, strict, await judgeOf(settings))).rejects.toThrow(wrong)
      await expect(setRole(member(), await judgeOf(settings))).rejects.toThrow(wrong)
      await expect(setRole(member(), await judgeOf({ action: 'account' }))).rejects.toThrow(wrong)
    })

    test('was allowed in the transaction that changes it, not before', async () => {
      const decision = await house.authorizer.authorize(sessionOf(alice), people)
      await expect(house.organizations.setRole(member(), async () => decision)).rejects.toThrow(
        /Only what was allowed/,
      )
    })

    test('is written down as whoever was allowed', async () => {
      const bob = await house.account('bob')
      const judge = decideAgain(await house.allowed(sessionOf(alice), people), house)
      const added = { organizationId: acme.id, accountId: bob.id, role: 'read' } as const
      granted(await house.organizations.addMember(added, judge))
      const event = house.store.read.selectFrom('events').select(['actor_id', 'what']).orderBy('id', 'desc')
      expect(await event.executeTakeFirst()).toEqual({ actor_id: alice.id, what: 'member.added' })
    })
  })
})
