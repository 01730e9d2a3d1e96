import { type Caveat, parseIdentifier, type Refusal, readToken, refused } from '@latchkey/tokens'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Judge } from '../access/index.ts'
import type { Account } from '../accounts/index.ts'
import { createSmallHouse, granted, type SmallHouse, sessionOf } from '../credentials/testing/small-house.ts'
import type { Organization } from '../organizations/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import type { CreateKeyInput } from './create-key.ts'
import { keyCaveats } from './key-caveats.ts'

const day = 24 * 60 * 60 * 1000
const caveats = (action: string, target: string): readonly Caveat[] =>
  granted(keyCaveats({ allow: [{ actions: [action], targets: [target] }] }))

const many = (text: (index: number) => string) => Array.from({ length: 400 }, (_, index) => text(index))

forEachEngine((_engine, open) => {
  let house: SmallHouse
  let alice: Account
  let bob: Account
  let acme: Organization
  let count = 0

  beforeAll(async () => {
    house = createSmallHouse(await open())
    alice = await house.account('alice')
    bob = await house.account('bob')
    acme = await house.organization('acme', alice)
  })

  const account = (who: Account) => house.judge(sessionOf(who), { action: 'account' })
  const administer = (who: Account, keyRole: 'read' | 'write' | 'admin' | 'owner', organization = 'acme') =>
    house.judge(sessionOf(who), { action: 'administer', organization, administers: 'keys', keyRole })
  const create = (input: Partial<CreateKeyInput>) => {
    count += 1
    return house.keys.create({
      owner: { kind: 'account', id: alice.id },
      name: `made ${count}`,
      caveats: caveats('read', '*'),
      by: 'local command',
      ...input,
    })
  }
  const forAcme = { kind: 'organization', get id() { return acme.id } } as const // biome-ignore format: short

  describe("a person's key", () => {
    test.each([
      ['targets', { allow: [{ actions: ['read'], targets: many(index => `pypi:acme/package-${index}`) }] }],
      [
        'networks',
        {
          allow: [{ actions: ['read'], targets: ['*'] }],
          networks: many(index => `10.${index % 256}.${index >> 8}.0/24`),
        },
      ],
    ])('with more %s than a token could hold is refused', async (_, form) => {
      const outcome = await create({ caveats: granted(keyCaveats(form)) })
      expect(outcome).toMatchObject({
        code: 'caveat_too_large',
        next: expect.stringContaining('several keys'),
      })
    })

    test('is made by the person, and its text names its row, its master key and its origin', async () => {
      const { key, token } = granted(await create({ name: '  laptop ', by: await account(alice) }))
      expect(key).toMatchObject({
        name: 'laptop',
        owner: { kind: 'account', id: alice.id },
        createdBy: alice.id,
      })
      expect(await house.keys.byId(key.id)).toEqual(key)
      const text = token.expose()
      expect(text).toMatch(/^latchkey-[A-Za-z0-9_-]+$/)
      expect(text.length).toBeLessThan(140)
      const macaroon = granted(readToken(text))
      expect(macaroon.location).toBe('packages.example.com')
      expect(macaroon.caveats).toEqual([])
      expect(parseIdentifier(macaroon.identifier)).toEqual({ kind: 'key', kid: key.kid, id: key.id })
    })

    test('leaves nothing in the database that could be presented', async () => {
      const { token } = granted(await create({}))
      const rows = JSON.stringify(await house.store.read.selectFrom('keys').selectAll().execute())
      const macaroon = granted(readToken(token.expose()))
      expect(rows).not.toContain(token.expose())
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        expect(rows).not.toContain(Buffer.from(macaroon.signature).toString(encoding))
      }
    })

    test('is never made without an explicit allow', async () => {
      for (const none of [[], [{ kind: 'version', versions: ['1.0'] }]] as Caveat[][]) {
        expect(await create({ caveats: none })).toMatchObject({ code: 'allow_missing' })
      }
    })

    test('may name anything, as it never does more than the person', async () => {
      for (const target of ['*', 'pypi:*', '*:nobody', 'pypi:nobody/none']) {
        expect(refused(await create({ caveats: caveats('publish', target), by: await account(alice) }))).toBe(
          false,
        )
      }
    })

    test('has no role of its own', async () => {
      expect(await create({ role: 'read' })).toMatchObject({ code: 'role_not_fixed' })
    })
  })

  describe('its name', () => {
    test('has 1 to 100 characters on one line', async () => {
      for (const name of ['', '  ', 'x'.repeat(101), 'two\nlines', 'turned \u202edaer', 'half \ud800']) {
        expect(await create({ name })).toMatchObject({ code: 'invalid_name' })
      }
      expect(refused(await create({ name: `${'é'.repeat(100)}` }))).toBe(false)
    })

    test('is unlike those of the same owner that live, and free again once that key is dead', async () => {
      const name = 'ci'
      const expires = house.clock.now() + day
      granted(await create({ name, expiresAt: expires }))
      expect(await create({ name: ' ci ' })).toMatchObject({ code: 'name_taken' })
      expect(refused(await create({ name, owner: { kind: 'account', id: bob.id } }))).toBe(false)
      house.clock.advance(day)
      const { key } = granted(await create({ name }))
      expect(await create({ name })).toMatchObject({ code: 'name_taken' })
      granted(await house.keys.revoke(key.id, 'local command'))
      expect(refused(await create({ name }))).toBe(false)
    })

    test('is given once, also when two ask at the same time', async () => {
      const outcomes = await Promise.all([create({ name: 'twice' }), create({ name: 'twice' })])
      expect(outcomes.filter(refused)).toMatchObject([{ code: 'name_taken' }])
    })
  })

  describe('its expiry', () => {
    const writing = ['publish', 'retire', 'delete', 'maintain', 'administer', 'account']
    const reading = ['identify', 'describe', 'read']

    test('is 90 days where it can write, and none where it only reads', async () => {
      for (const action of [...writing, ...reading]) {
        const { key } = granted(await create({ caveats: caveats(action, '*') }))
        const expected = writing.includes(action) ? house.clock.now() + 90 * day : undefined
        expect([action, key.expiresAt]).toEqual([action, expected])
      }
    })

    test('is what was asked for, and never only where that was said', async () => {
      const publish = caveats('publish', '*')
      expect(granted(await create({ caveats: publish, expiresAt: 'never' })).key.expiresAt).toBeUndefined()
      const soon = house.clock.now() + 1
      expect(granted(await create({ caveats: publish, expiresAt: soon })).key.expiresAt).toBe(soon)
    })

    test('lies ahead', async () => {
      for (const expiresAt of [house.clock.now(), 0, -1, Number.NaN, 1.5]) {
        expect(await create({ expiresAt })).toMatchObject({ code: 'expiry_past' })
      }
    })
  })

  describe("an organization's key", () => {
    test('is made by one who may administer its keys, with a role no higher than theirs', async () => {
      await house.member(acme, bob, 'admin')
      const input = { owner: forAcme, caveats: caveats('publish', 'pypi:acme') }
      const made = granted(await create({ ...input, role: 'admin', by: await administer(bob, 'admin') }))
      expect(made.key).toMatchObject({ role: 'admin', createdBy: bob.id, owner: { kind: 'organization' } })
      await expect(administer(bob, 'owner')).rejects.toThrow('role_insufficient')
      const higher = await create({ ...input, role: 'owner', by: await administer(bob, 'admin') })
      expect(higher).toMatchObject({ code: 'owner_not_allowed' })
      expect(refused(await create({ ...input, role: 'owner', by: await administer(alice, 'owner') }))).toBe(
        false,
      )
    })

    test('is not made by one who was lowered since it was allowed', async () => {
      await house.member(acme, bob, 'owner')
      const by = await administer(bob, 'owner')
      const input = { owner: forAcme, caveats: caveats('read', 'pypi:acme'), by }
      await house.member(acme, bob, 'admin')
      expect(await create({ ...input, role: 'owner' })).toMatchObject({ code: 'role_insufficient' })
      const lower = await administer(bob, 'admin')
      expect(refused(await create({ ...input, role: 'admin', by: lower }))).toBe(false)
      await house.member(acme, bob, 'write')
      expect(await create({ ...input, role: 'read' })).toMatchObject({ code: 'role_insufficient' })
    })

    test('is not made by one whose account was disabled since it was allowed', async () => {
      const carol = await house.account('carol')
      await house.member(acme, carol, 'owner')
      const by = await administer(carol, 'owner')
      const own = await account(carol)
      await unrecorded(house.store).write(async transaction => {
        await transaction.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', carol.id).execute()
      })
      const input = { owner: forAcme, role: 'read', caveats: caveats('read', 'pypi:acme') } as const
      expect(await create({ ...input, by })).toMatchObject({ code: 'account_disabled' })
      const forCarol = { owner: { kind: 'account', id: carol.id }, by: own } as const
      expect(await create(forCarol)).toMatchObject({ code: 'account_disabled' })
    })

    test('may name nothing outside of the organization', async () => {
      for (const target of ['*', 'pypi:*', '*:other', 'pypi:other', 'pypi:other/widget']) {
        const mixed = granted(keyCaveats({ allow: [{ actions: ['read'], targets: ['pypi:acme', target] }] }))
        expect(await create({ owner: forAcme, role: 'read', caveats: mixed })).toMatchObject({
          code: 'target_outside',
          message: expect.stringContaining(target),
        })
      }
      for (const target of ['*:acme', 'pypi:acme', 'pypi:acme/widget']) {
        expect(
          refused(await create({ owner: forAcme, role: 'read', caveats: caveats('read', target) })),
        ).toBe(false)
      }
    })

    test('has a role', async () => {
      expect(await create({ owner: forAcme, caveats: caveats('read', 'pypi:acme') })).toMatchObject({
        code: 'role_required',
      })
    })
  })

  describe('CVE row 1 (better-auth CVE-2025-61928): whose a key is, is never the word of who asks', () => {
    const refusedAs = async (input: Partial<CreateKeyInput>, code: string) => {
      expect(((await create(input)) as Refusal).code).toBe(code)
    }

    test("nobody makes a key of another person's", async () => {
      await refusedAs(
        { owner: { kind: 'account', id: bob.id }, by: await account(alice) },
        'owner_not_allowed',
      )
    })

    test('who may manage their own keys makes none of an organization', async () => {
      const input = { owner: forAcme, role: 'read', caveats: caveats('read', 'pypi:acme') } as const
      await refusedAs({ ...input, by: await account(alice) }, 'owner_not_allowed')
    })

    test('who administers one organization makes no keys of another, and none of its people', async () => {
      const other = await house.organization('another', bob)
      const by = await administer(alice, 'owner')
      const input = { owner: { kind: 'organization', id: other.id }, role: 'read', by } as const
      await refusedAs({ ...input, caveats: caveats('read', 'pypi:another') }, 'owner_not_allowed')
      await refusedAs({ owner: { kind: 'account', id: alice.id }, by }, 'owner_not_allowed')
    })

    test('who administers its people only makes no keys', async () => {
      const by = await house.judge(sessionOf(alice), {
        action: 'administer',
        organization: 'acme',
        administers: 'people',
      })
      await refusedAs(
        { owner: forAcme, role: 'read', caveats: caveats('read', 'pypi:acme'), by },
        'owner_not_allowed',
      )
    })

    test('a decision that was not made by access/ makes nothing', async () => {
      const judge = await account(alice)
      const copied: Judge = async transaction => {
        const decision = await judge(transaction)
        return decision.answer === 'allowed' ? { ...decision, proof: { ...decision.proof } } : decision
      }
      await expect(create({ by: copied })).rejects.toThrow(TypeError)
    })

    test('a decision of before the transaction makes nothing', async () => {
      const before = await house.authorizer.authorize(sessionOf(alice), { action: 'account' })
      expect(before.answer).toBe('allowed')
      await expect(create({ by: async () => before })).rejects.toThrow(TypeError)
    })
  })
})
