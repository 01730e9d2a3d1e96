import type { Role } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { Organization } from './organization.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let count = 10

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
  })

  const fresh = () => {
    count += 1
    return house.organization(`org-${count}`, alice)
  }
  const input = (organization: Organization, account: Account, role: Role) => ({
    organizationId: organization.id,
    accountId: account.id,
    role,
  })
  const epoch = async () =>
    (await house.store.read.selectFrom('epoch').select('value').executeTakeFirstOrThrow()).value

  describe('an organization', () => {
    test('is made with its owner as first member, and found by its name', async () => {
      const acme = granted(
        await house.organizations.create(
          { name: 'acme', displayName: '  Acme, Inc. ', owner: alice },
          operator,
        ),
      )
      expect(acme).toMatchObject({ name: 'acme', displayName: 'Acme, Inc.', createdAt: house.clock.now() })
      expect(await house.organizations.byName('acme')).toEqual(acme)
      expect(await house.organizations.byId(acme.id)).toEqual(acme)
      expect(await house.organizations.roleOf(alice.id, acme.id)).toBe('owner')
      expect(await house.organizations.roleOf(bob.id, acme.id)).toBeUndefined()
      expect((await house.organizations.members(acme.id)).items).toEqual([
        {
          account: { id: alice.id, username: 'alice' },
          role: 'owner',
          secondFactor: false,
          createdAt: acme.createdAt,
        },
      ])
    })

    test('cannot take the name of an account or of another organization, and leaves nothing behind', async () => {
      await fresh()
      for (const name of ['bob', `org-${count}`]) {
        const refusal = await house.organizations.create(
          { name, displayName: 'Other', owner: alice },
          operator,
        )
        expect(refusal).toMatchObject({ code: 'name_taken' })
      }
      expect(await house.organizations.byName('bob')).toBeUndefined()
    })

    test('needs a name and a display name that can be shown', async () => {
      const make = (name: string, displayName: string) =>
        house.organizations.create({ name, displayName, owner: alice }, operator)
      expect(await make('Acme', 'Acme')).toMatchObject({ code: 'invalid_name' })
      expect(await make('hexpm', 'Hex')).toMatchObject({ code: 'name_reserved' })
      for (const displayName of ['', '   ', 'two\nlines', 'x'.repeat(101), 'turned \u202edaer']) {
        expect(await make('fine', displayName)).toMatchObject({ code: 'invalid_display_name' })
      }
    })

    test('changes its display name', async () => {
      const organization = await fresh()
      expect(await house.organizations.setDisplayName(organization.id, ' New ', operator)).toMatchObject({
        displayName: 'New',
      })
      expect(await house.organizations.byName(organization.name)).toMatchObject({ displayName: 'New' })
      expect(refused(await house.organizations.setDisplayName(organization.id, '\u0007', operator))).toBe(
        true,
      )
    })
  })

  describe('members', () => {
    test('are added once, and their roles are changed', async () => {
      const organization = await fresh()
      const member = granted(await house.organizations.addMember(input(organization, bob, 'read'), operator))
      expect(member).toMatchObject({ account: { username: 'bob' }, role: 'read' })
      expect(await house.organizations.addMember(input(organization, bob, 'owner'), operator)).toMatchObject({
        code: 'already_member',
      })
      expect(await house.organizations.roleOf(bob.id, organization.id)).toBe('read')
      granted(await house.organizations.setRole(input(organization, bob, 'admin'), operator))
      expect(await house.organizations.roleOf(bob.id, organization.id)).toBe('admin')
    })

    test('who are none can be neither changed nor removed; unknown accounts cannot be added', async () => {
      const organization = await fresh()
      expect(await house.organizations.setRole(input(organization, bob, 'read'), operator)).toMatchObject({
        code: 'unknown_member',
      })
      expect(
        await house.organizations.removeMember(input(organization, bob, 'read'), operator),
      ).toMatchObject({
        code: 'unknown_member',
      })
      const nobody = { organizationId: organization.id, accountId: 'nobody', role: 'read' } as const
      expect(await house.organizations.addMember(nobody, operator)).toMatchObject({ code: 'unknown_account' })
    })

    test('the last owner can be neither lowered nor removed, until there is another', async () => {
      const organization = await fresh()
      await house.member(organization, bob, 'admin')
      const lower = () => house.organizations.setRole(input(organization, alice, 'admin'), operator)
      const remove = () => house.organizations.removeMember(input(organization, alice, 'owner'), operator)
      expect(await lower()).toMatchObject({ code: 'last_owner' })
      expect(await remove()).toMatchObject({ code: 'last_owner' })
      expect(await house.organizations.setRole(input(organization, alice, 'owner'), operator)).toMatchObject({
        role: 'owner',
      })
      await house.member(organization, bob, 'owner')
      granted(await lower())
      expect(await house.organizations.setRole(input(organization, bob, 'read'), operator)).toMatchObject({
        code: 'last_owner',
      })
      granted(await remove())
      expect(await house.organizations.roleOf(alice.id, organization.id)).toBeUndefined()
    })

    test('an owner whose account is disabled does not count as one', async () => {
      const organization = await fresh()
      const carol = await house.account(`carol-${count}`)
      await house.member(organization, carol, 'owner')
      await unrecorded(house.store).write(async transaction => {
        await transaction.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', carol.id).execute()
      })
      expect(
        await house.organizations.removeMember(input(organization, alice, 'owner'), operator),
      ).toMatchObject({
        code: 'last_owner',
      })
    })

    test('two owners who remove each other at the same time do not leave the organization without one', async () => {
      const organization = await fresh()
      await house.member(organization, bob, 'owner')
      const outcomes = await Promise.all(
        [alice, bob].map(account =>
          house.organizations.removeMember(input(organization, account, 'owner'), operator),
        ),
      )
      expect(outcomes.filter(refused)).toHaveLength(1)
      expect((await house.organizations.members(organization.id)).items).toHaveLength(1)
    })

    test('are listed by username, a page at a time', async () => {
      const organization = await fresh()
      for (const name of ['dave', 'erin', 'frank']) {
        await house.member(organization, await house.account(`${name}-${count}`), 'read')
      }
      const first = await house.organizations.members(organization.id, { limit: 3 })
      expect(first.items.map(member => member.account.username)).toEqual([
        'alice',
        `dave-${count}`,
        `erin-${count}`,
      ])
      const rest = await house.organizations.members(organization.id, { limit: 3, after: first.next ?? '' })
      expect(rest.items.map(member => member.account.username)).toEqual([`frank-${count}`])
      expect(rest.next).toBeUndefined()
    })

    test('see their organizations with the role in each', async () => {
      const erin = await house.account(`erin-of-many-${count}`)
      const [one, two] = [await fresh(), await fresh()]
      await house.member(two, erin, 'write')
      await house.member(one, erin, 'read')
      expect(await house.organizations.memberships(erin.id)).toEqual([
        { organization: one, role: 'read' },
        { organization: two, role: 'write' },
      ])
    })
  })

  describe('the epoch', () => {
    test('moves on when a member is lowered or removed, and not when one is raised or added', async () => {
      const organization = await fresh()
      const before = await epoch()
      await house.member(organization, bob, 'read')
      await house.member(organization, bob, 'admin')
      expect(await epoch()).toBe(before)
      await house.member(organization, bob, 'write')
      expect(await epoch()).toBe(before + 1)
      granted(await house.organizations.removeMember(input(organization, bob, 'write'), operator))
      expect(await epoch()).toBe(before + 2)
    })
  })

  test('all organizations are listed by name, a page at a time', async () => {
    const names: string[] = []
    let after: string | undefined
    do {
      const page = await house.organizations.list({ limit: 4, ...(after !== undefined && { after }) })
      names.push(...page.items.map(({ name }) => name))
      after = page.next
    } while (after !== undefined)
    expect(names).toEqual([...names].sort())
    expect(names).toContain('acme')
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(4)
  })

  test('organizations are found by how their name begins', async () => {
    const { items } = await house.organizations.list({ beginsWith: 'acm' })
    expect(items.map(({ name }) => name)).toEqual(['acme'])
    expect((await house.organizations.list({ beginsWith: 'cme' })).items).toEqual([])
  })

  test('the owners alone are listed where that is asked', async () => {
    const organization = await fresh()
    await house.member(organization, bob, 'read')
    const { items } = await house.organizations.members(organization.id, { role: 'owner' })
    expect(items.map(({ account }) => account.username)).toEqual(['alice'])
  })
})
