/** What the policy of an organization asks where keys are made: by whom, and for how long they work. */
import type { Role } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Credential, Judge, Policy } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { operator } from '../audit/index.ts'
import { createSmallHouse, granted, type SmallHouse, sessionOf } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { type AllowForm, keyCaveats } from './key-caveats.ts'

const day = 24 * 60 * 60 * 1000
const reading: readonly AllowForm[] = [{ actions: ['read'], targets: ['pypi:acme'] }]
const publishing: readonly AllowForm[] = [{ actions: ['publish'], targets: ['pypi:acme'] }]

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let owner: Account
  let admin: Account
  let acme: Organization

  beforeEach(async () => {
    house = createSmallHouse(await open())
    owner = await house.account('owner')
    admin = await house.account('admin-of-acme')
    acme = await house.organization('acme', owner)
    await house.member(acme, admin, 'admin')
  })

  const setPolicy = async (change: Partial<Policy>) => {
    granted(await house.organizations.setPolicy(acme.id, change, operator))
  }
  const administer = (credential: Credential, keyRole: Role) =>
    house.judge(credential, { action: 'administer', organization: 'acme', administers: 'keys', keyRole })
  const ofAcme = async (credential: Credential, role: Role = 'read') =>
    house.keys.create({
      ...{ owner: { kind: 'organization', id: acme.id }, name: `of acme ${role}`, role },
      caveats: granted(keyCaveats({ allow: reading })),
      by: await administer(credential, role),
    })
  const own = (allow: readonly AllowForm[], expiresAt?: number | 'never', account = owner) =>
    house.keys.create({
      ...{ owner: { kind: 'account', id: account.id }, name: 'own', by: 'local command' },
      caveats: granted(keyCaveats({ allow })),
      ...(expiresAt !== undefined && { expiresAt }),
    })
  const lifeOf = (made: Awaited<ReturnType<typeof own>>) => {
    if (refused(made)) return made.code
    const { expiresAt, createdAt } = made.key
    return expiresAt === undefined ? 'for ever' : (expiresAt - createdAt) / day
  }

  describe('where only owners make keys', () => {
    beforeEach(() => setPolicy({ keyMakers: 'owner' }))

    test('an admin makes none, and an owner does', async () => {
      const refusal = { code: 'role_insufficient', message: expect.stringContaining('only owners') }
      expect(await ofAcme(sessionOf(admin))).toMatchObject(refusal)
      expect(granted(await ofAcme(sessionOf(owner))).key.role).toBe('read')
    })

    test('an organization’s key that is an admin makes none, and one that is an owner does', async () => {
      const allow = [{ actions: ['administer', 'read'], targets: ['*:acme'] }]
      for (const [role, made] of [
        ['admin', false],
        ['owner', true],
      ] as const) {
        const { token } = await house.keyOfOrganization(acme, role, allow)
        const key = await ofAcme(granted(await house.authenticate(token)))
        expect([role, !refused(key)]).toEqual([role, made])
      }
    })

    test('an admin rotates none, and still revokes', async () => {
      const { key } = granted(await ofAcme(sessionOf(owner)))
      const by = await administer(sessionOf(admin), 'read')
      expect(await house.keys.rotate({ id: key.id, by })).toMatchObject({ code: 'role_insufficient' })
      expect(granted(await house.keys.revoke(key.id, by)).revokedAt).toBeDefined()
    })

    test('a person’s own keys are theirs to make', async () => {
      expect(lifeOf(await own(reading, undefined, admin))).toBe('for ever')
    })
  })

  test('being let look at keys is no ground for making one', async () => {
    const attempt = { action: 'account', safe: true } as const
    const by: Judge = transaction => house.authorizer.authorize(sessionOf(owner), attempt, transaction)
    const caveats = granted(keyCaveats({ allow: reading }))
    const input = { owner: { kind: 'account', id: owner.id }, name: 'looked', caveats, by } as const
    await expect(house.keys.create(input)).rejects.toThrow(TypeError)
  })

  describe('where keys work for a week at most', () => {
    beforeEach(() => setPolicy({ longestKeyDays: 7 }))
    const inDays = (days: number) => house.clock.now() + days * day

    test('a key that names the organization works for a week where nothing is said', async () => {
      expect(lifeOf(await own(publishing))).toBe(7)
      expect(lifeOf(await own([{ actions: ['read'], targets: ['*:acme'] }]))).toBe('name_taken')
      expect(lifeOf(await own(reading, undefined, admin))).toBe(7)
      expect(granted(await ofAcme(sessionOf(owner))).key.expiresAt).toBe(inDays(7))
    })

    test('one that was to work for longer is refused, to the millisecond', async () => {
      expect(lifeOf(await own(publishing, inDays(7) + 1))).toBe('key_too_long')
      expect(lifeOf(await own(publishing, 'never'))).toBe('key_too_long')
      expect(lifeOf(await own(publishing, inDays(7)))).toBe(7)
      expect(await own(reading, 'never', admin)).toMatchObject({
        message: 'The organization "acme" lets keys work for at most 7 days.',
      })
    })

    test('one that names it and belongs to a stranger is asked nothing, and told nothing', async () => {
      expect(lifeOf(await own(publishing, 'never', await house.account('stranger')))).toBe('for ever')
    })

    test('one that names nothing of it may live as long as it likes', async () => {
      expect(lifeOf(await own([{ actions: ['read'], targets: ['*'] }], 'never'))).toBe('for ever')
      expect(lifeOf(await own([{ actions: ['read'], targets: ['pypi:other'] }], 'never', admin))).toBe(
        'for ever',
      )
    })

    test('the strictest of several organizations counts', async () => {
      const other = await house.organization('other', owner)
      granted(await house.organizations.setPolicy(other.id, { longestKeyDays: 2 }, operator))
      const both = [{ actions: ['read'], targets: ['pypi:acme', 'pypi:other/widget'] }]
      expect(lifeOf(await own(both))).toBe(2)
      expect(lifeOf(await own(both, inDays(3), admin))).toBe(3)
    })

    test('one that takes the place of a longer one works for a week', async () => {
      await setPolicy({ longestKeyDays: undefined })
      const { key } = granted(await own(reading, 'never'))
      await setPolicy({ longestKeyDays: 7 })
      const rotated = granted(await house.keys.rotate({ id: key.id, by: 'local command' }))
      expect(rotated.key.expiresAt).toBe(inDays(7))
    })
  })
})
