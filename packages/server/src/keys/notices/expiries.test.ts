/** Who is told that a key expires, when, how often, and in which words. */
import { describe, expect, test } from 'vitest'
import { createSmallHouse, granted, origin, type SmallHouse } from '../../credentials/testing/small-house.ts'
import { unrecorded } from '../../storage/testing/recorded.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createKeys } from '../index.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const allow = [
  { actions: ['publish'], targets: ['pypi:acme/widget'] },
  { actions: ['read'], targets: ['pypi:acme'] },
] as const

forEachEngine((_engine, open) => {
  async function build() {
    const house = createSmallHouse(await open())
    const ada = await house.account('ada')
    return { house, ada }
  }

  const make = async (house: SmallHouse, owner: { id: string }, days: number) =>
    (await house.keyOf(owner, allow, { expiresAt: house.clock.now() + days * day })).key

  const mail = (house: SmallHouse) =>
    house.store.read
      .selectFrom('outbox')
      .select(['recipient as to', 'subject', 'text'])
      .where('subject', 'like', '% expires %')
      .orderBy('created_at')
      .execute()

  const use = async (house: SmallHouse, id: string) => {
    house.keys.used(id, { at: house.clock.now(), address: '192.0.2.7', client: 'twine/4.0.2' })
    await house.keys.flush()
  }

  describe('a key that expires', () => {
    test('is told seven days and one day before, once each, at these instants and not sooner', async () => {
      const { house, ada } = await build()
      const key = await make(house, ada, 30)
      await use(house, key.id)
      house.clock.advance(23 * day - 1)
      expect(await house.keys.tellExpiries()).toBe(0)
      house.clock.advance(1)
      expect(await house.keys.tellExpiries()).toBe(1)
      expect(await house.keys.tellExpiries()).toBe(0)
      house.clock.advance(6 * day - 1)
      expect(await house.keys.tellExpiries()).toBe(0)
      house.clock.advance(1)
      expect(await house.keys.tellExpiries()).toBe(1)
      house.clock.advance(day)
      expect(await house.keys.tellExpiries()).toBe(0)
      expect(await mail(house)).toMatchObject([
        { to: 'ada@example.com', subject: `The key "${key.name}" expires in 7 days` },
        { to: 'ada@example.com', subject: `The key "${key.name}" expires within a day` },
      ])
    })

    test('is told with what it may do, when it expires, when it was last used, and where it is rotated', async () => {
      const { house, ada } = await build()
      const key = await make(house, ada, 30)
      await use(house, key.id)
      house.clock.advance(23 * day)
      await house.keys.tellExpiries()
      const [told] = await mail(house)
      expect(told?.text).toBe(`Hello ada,

Your key "${key.name}" at ${origin} expires on 31 January 2026 at 12:00 UTC, in 7 days.

What it may do:
  Publish pypi:acme/widget
  Read everything in pypi:acme

It was last used on 1 January 2026 at 12:00 UTC, from 192.0.2.7, by twine/4.0.2.

What uses it stops working then. Put another key in its place before, with the same restrictions for as long again; the old one works on while you exchange them:

  ${origin}/account/keys/${key.id}
`)
    })

    test('of an organization is told to its owners and admins, and to nobody who is disabled', async () => {
      const { house, ada } = await build()
      const acme = await house.organization('acme', ada)
      for (const [name, role] of [
        ['bob', 'admin'],
        ['cleo', 'owner'],
        ['dan', 'write'],
        ['eve', 'read'],
      ] as const)
        await house.member(acme, await house.account(name), role)
      await unrecorded(house.store).write(transaction =>
        transaction.updateTable('accounts').set({ disabled_at: 1 }).where('username', '=', 'cleo').execute(),
      )
      const { key } = await house.keyOfOrganization(acme, 'write', [
        { actions: ['publish'], targets: ['pypi:acme'] },
      ])
      house.clock.advance(84 * day)
      expect(await house.keys.tellExpiries()).toBe(1)
      const told = await mail(house)
      expect(told.map(({ to }) => to).sort()).toEqual(['ada@example.com', 'bob@example.com'])
      for (const { text } of told) {
        expect(text).toContain(`The key "${key.name}" of the organization acme at ${origin} expires on`)
        expect(text).toContain(`${origin}/organizations/acme/keys/${key.id}`)
      }
    })

    test('and was never used is told once, and that nothing needs to be done', async () => {
      const { house, ada } = await build()
      await make(house, ada, 30)
      house.clock.advance(23 * day)
      expect(await house.keys.tellExpiries()).toBe(1)
      house.clock.advance(6 * day)
      expect(await house.keys.tellExpiries()).toBe(0)
      const [told, ...others] = await mail(house)
      expect(others).toEqual([])
      expect(told?.text).toContain('It was never used.')
      expect(told?.text).toContain('nothing needs to be done')
    })

    test('is not told where it was revoked, rotated, withdrawn with its master key, or its owner is disabled', async () => {
      const { house, ada } = await build()
      const bob = await house.account('bob')
      const [revoked, rotated, withdrawn] = [
        await make(house, ada, 30),
        await make(house, ada, 30),
        await make(house, ada, 30),
      ]
      await make(house, bob, 30)
      granted(await house.keys.revoke(revoked.id, 'local command'))
      house.clock.advance(23 * day - hour)
      granted(await house.keys.rotate({ id: rotated.id, overlap: 5 * day, by: 'local command' }))
      await unrecorded(house.store).write(async transaction => {
        await transaction.updateTable('accounts').set({ disabled_at: 1 }).where('id', '=', bob.id).execute()
        await transaction
          .insertInto('master_keys')
          .values({ kid: 'm0', check_value: '', state: 'withdrawn', created_at: 0, changed_at: 1 })
          .execute()
        await transaction.updateTable('keys').set({ kid: 'm0' }).where('id', '=', withdrawn.id).execute()
      })
      house.clock.advance(hour)
      await house.keys.tellExpiries()
      house.clock.advance(6 * day)
      await house.keys.tellExpiries()
      expect(await mail(house)).toEqual([])
    })

    test('is not told while whoever made it still knows: for three days, one notice; for one day, none', async () => {
      const { house, ada } = await build()
      const short = await make(house, ada, 3)
      for (const { id } of [await make(house, ada, 1), short]) await use(house, id)
      for (let n = 0; n < 3 * 24; n += 1) {
        await house.keys.tellExpiries()
        house.clock.advance(hour)
      }
      expect((await mail(house)).map(({ subject }) => subject)).toEqual([
        `The key "${short.name}" expires within a day`,
      ])
    })

    test('late, because no node ran, is told of once, with the days that are left; and not once it is over', async () => {
      const { house, ada } = await build()
      const [late, later] = [await make(house, ada, 30), await make(house, ada, 26)]
      for (const { id } of [late, later, await make(house, ada, 20)]) await use(house, id)
      house.clock.advance(25 * day + 12 * hour)
      expect(await house.keys.tellExpiries()).toBe(2)
      expect((await mail(house)).map(({ subject }) => subject).sort()).toEqual(
        [`The key "${late.name}" expires in 5 days`, `The key "${later.name}" expires within a day`].sort(),
      )
    })

    test('that was tightened to an earlier end is told before that end', async () => {
      const { house, ada } = await build()
      const key = await make(house, ada, 60)
      await use(house, key.id)
      const expiresAt = house.clock.now() + 15 * day
      granted(await house.keys.tighten(key.id, { caveats: [], expiresAt }, 'local command'))
      house.clock.advance(8 * day)
      expect(await house.keys.tellExpiries()).toBe(1)
      expect((await mail(house))[0]?.text).toContain('expires on 16 January 2026 at 12:00 UTC')
    })

    test('is told once by many nodes at the same time, however many keys there are', async () => {
      const { house, ada } = await build()
      for (let n = 0; n < 120; n += 1) await make(house, ada, 30)
      house.clock.advance(23 * day)
      const { store, clock, masterKeys } = house
      const node = () => {
        let calls = 0
        const seed = Math.trunc(Math.random() * 2 ** 31)
        const random = (length: number) => {
          calls += 1
          const bytes = new Uint8Array(length)
          new DataView(bytes.buffer).setUint32(0, seed)
          if (length >= 8) new DataView(bytes.buffer).setUint32(4, calls)
          return bytes
        }
        return createKeys({ store, clock, masterKeys, random, origin })
      }
      const told = await Promise.all([node(), node(), node()].map(keys => keys.tellExpiries()))
      expect(told.reduce((sum, count) => sum + count, 0)).toBe(120)
      const subjects = (await mail(house)).map(({ subject }) => subject)
      expect(subjects).toHaveLength(120)
      expect(new Set(subjects).size).toBe(120)
    })

    test('is told by another node where one crashed before its transaction was over', async () => {
      const { house, ada } = await build()
      await make(house, ada, 30)
      house.clock.advance(23 * day)
      const { store, clock, masterKeys } = house
      const crashing = createKeys({
        ...{ store, clock, masterKeys, origin },
        random: () => {
          throw new Error('killed')
        },
      })
      await expect(crashing.tellExpiries()).rejects.toThrow('killed')
      expect(await mail(house)).toEqual([])
      expect(await house.keys.tellExpiries()).toBe(1)
      expect(await mail(house)).toHaveLength(1)
    })
  })
})
