import { pending } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous, openPolicy } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { publish, tokenOf } from './testing/publish.ts'

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let acme: Organization
  let widgetId: string

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
    acme = await house.organization('acme', alice)
    await house.member(acme, bob, 'write')
    granted(
      await house.repositories.create(
        { organization: acme, ecosystem: 'pypi', visibility: 'private' },
        operator,
      ),
    )
    const published = granted(await publish(house, await tokenOf(house, bob)))
    widgetId = published.package.id
  })

  describe('standing', () => {
    const standing = (
      account: Account | undefined,
      place: { organization?: string; ecosystem?: string; package?: string | typeof pending } = {},
    ) =>
      house.repositories.standing(
        account === undefined ? anonymous.principal : { kind: 'account', id: account.id },
        undefined,
        { organization: 'acme', ecosystem: 'pypi', package: 'widget', ...place },
      )

    test('of a member who maintains', async () => {
      expect(await standing(bob)).toEqual({
        role: 'write',
        maintains: true,
        packageId: widgetId,
        visibility: 'private',
        policy: openPolicy,
      })
    })

    test('of a stranger and of nobody is nothing', async () => {
      const stranger = await house.account('stranger')
      const nothing = { role: undefined, maintains: false, visibility: 'private' }
      expect(await standing(stranger)).toMatchObject(nothing)
      expect(await standing(undefined)).toMatchObject(nothing)
    })

    test('of somebody who left and still maintains has no role', async () => {
      const dave = await house.account('dave')
      await house.member(acme, dave, 'write')
      granted(await publish(house, await tokenOf(house, dave), { name: 'daves' }))
      granted(
        await house.organizations.removeMember({ organizationId: acme.id, accountId: dave.id }, operator),
      )
      expect(await standing(dave, { package: 'daves' })).toMatchObject({ role: undefined, maintains: true })
      expect(await standing(dave)).toMatchObject({ role: undefined, maintains: false })
      expect(await standing(dave, { package: pending })).toMatchObject({ maintains: true })
      expect(await standing(alice, { package: pending })).toMatchObject({ role: 'owner', maintains: false })
    })

    test('to a package that does not exist, a repository that does not, an organization that does not', async () => {
      expect(await standing(bob, { package: 'none' })).toEqual({
        role: 'write',
        maintains: false,
        packageId: undefined,
        visibility: 'private',
        policy: openPolicy,
      })
      expect(await standing(bob, { ecosystem: 'npm' })).toMatchObject({ role: 'write', visibility: 'none' })
      expect(await standing(bob, { organization: 'none' })).toBeUndefined()
    })

    test('of an organization: owner of itself, and nothing elsewhere', async () => {
      const other = await house.organization('other', bob)
      const of = (id: string) =>
        house.repositories.standing({ kind: 'organization', id }, 'key', {
          organization: 'acme',
          ecosystem: 'pypi',
        })
      expect(await of(acme.id)).toMatchObject({ role: 'owner' })
      expect(await of(other.id)).toMatchObject({ role: undefined, maintains: false })
    })
  })
})
