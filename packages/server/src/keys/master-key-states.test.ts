import { type Refusal, refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, test } from 'vitest'
import { createManualClock, createSeededRandom, type ManualClock } from '../host/testing.ts'
import { readEpoch } from '../storage/epoch.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import {
  activateMasterKey,
  addMasterKey,
  bereavedBy,
  checkWithdrawal,
  createKeys,
  type InstalledMasterKeys,
  installMasterKeys,
  type Keys,
  keyCaveats,
  listMasterKeys,
  type MasterKeyEntries,
  withdrawMasterKey,
} from './index.ts'

const key = (byte: number) => new Uint8Array(32).fill(byte)
const entries = (keys: Record<string, number>): MasterKeyEntries => ({
  minting: 'm1',
  keys: new Map(Object.entries(keys).map(([kid, byte]) => [kid, key(byte)])),
})
const both = entries({ m1: 1, m2: 2 })
const owner = { kind: 'account', id: 'ada' } as const

function granted<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(`${value.code}: ${value.message}`)
  return value
}

forEachEngine((_engine, open) => {
  let store: Store
  let clock: ManualClock

  async function node(given: MasterKeyEntries): Promise<{ masterKeys: InstalledMasterKeys; keys: Keys }> {
    const masterKeys = granted(await installMasterKeys({ store, clock, entries: given }))
    const hands = { store, clock, random: createSeededRandom(`${Math.random()}`) }
    return { masterKeys, keys: createKeys({ ...hands, masterKeys, origin: 'https://packages.example.com' }) }
  }
  const make = (keys: Keys, name: string) =>
    keys.create({
      ...{ owner, name, by: 'local command', expiresAt: 'never' },
      caveats: granted(keyCaveats({ allow: [{ actions: ['read'], targets: ['*'] }] })),
    })
  const events = async () => {
    const rows = await store.read.selectFrom('events').select(['what', 'subject_id']).orderBy('id').execute()
    return rows.map(({ what, subject_id }) => `${what} ${subject_id}`)
  }
  const list = (given: MasterKeyEntries | undefined = both) =>
    listMasterKeys(store.read, { given, now: clock.now() })
  const activate = (kid: string, given = both) => activateMasterKey(store, { kid, given, now: clock.now() })
  const withdraw = (kid: string) => withdrawMasterKey(store, { kid, now: clock.now() })

  beforeEach(async () => {
    store = await open()
    clock = createManualClock()
    await unrecorded(store).write(async transaction => {
      const now = clock.now()
      const name = { name: 'ada', kind: 'account', owner_id: 'ada', created_at: now } as const
      await transaction.insertInto('names').values(name).execute()
      await transaction
        .insertInto('accounts')
        .values({
          ...{ id: 'ada', username: 'ada', email: 'ada@example.com', password_hash: '', administrator: 0 },
          ...{ created_at: now, disabled_at: null, deleted_at: null },
        })
        .execute()
    })
  })

  describe('a master key', () => {
    test('that is added is known, mints nothing, and is there once', async () => {
      await node(entries({ m1: 1 }))
      const before = await readEpoch(store.read)
      expect(await addMasterKey(store, { kid: 'm2', key: key(2), now: clock.now() })).toBeUndefined()
      expect(await readEpoch(store.read)).toBeGreaterThan(before)
      expect(await list()).toMatchObject([
        { kid: 'm1', state: 'minting', here: 'installed' },
        { kid: 'm2', state: 'known', here: 'installed' },
      ])
      expect(await addMasterKey(store, { kid: 'm2', key: key(3), now: 0 })).toMatchObject({
        code: 'master_key_exists',
      })
      expect(await list(entries({ m1: 9 }))).toMatchObject([{ here: 'another' }, { here: 'missing' }])
      expect(await list(undefined)).toHaveLength(2)
      expect(await events()).toEqual(['master_key.added m1', 'master_key.added m2'])
    })

    test('that is activated makes the next key on a node that runs, and the former ones go on working', async () => {
      const { masterKeys, keys } = await node(both)
      const old = granted(await make(keys, 'old'))
      clock.advance(1000)
      expect(await activate('m2')).toBeUndefined()
      expect(await masterKeys.keepUp()).toBeUndefined()
      const fresh = granted(await make(keys, 'fresh'))
      expect([old.key.kid, fresh.key.kid]).toEqual(['m1', 'm2'])
      expect((await keys.byId(old.key.id))?.revokedAt).toBeUndefined()
      expect(await list()).toEqual([
        { kid: 'm1', state: 'known', since: clock.now(), liveKeys: 1, here: 'installed' },
        { kid: 'm2', state: 'minting', since: clock.now(), liveKeys: 1, here: 'installed' },
      ])
      expect(await activate('m2')).toBeUndefined()
      expect((await events()).filter(each => each.startsWith('master_key.activated'))).toEqual([
        'master_key.activated m2',
      ])
    })

    test.each([
      ['is not known', 'm9', both, 'unknown_master_key'],
      ['this node was not given', 'm2', entries({ m1: 1 }), 'master_key_missing'],
      ['is another on this node', 'm2', entries({ m1: 1, m2: 9 }), 'master_key_missing'],
    ])('that %s is not activated', async (_case, kid, given, code) => {
      await node(both)
      expect(await activate(kid, given)).toMatchObject({ code })
      expect(await list()).toMatchObject([{ state: 'minting' }, { state: 'known' }])
    })

    test('that mints is not withdrawn, nor one that nobody knows', async () => {
      await node(both)
      for (const withdrawal of [withdraw, (kid: string) => checkWithdrawal(store.read, kid)]) {
        expect(await withdrawal('m1')).toMatchObject({ code: 'master_key_minting' })
        expect(await withdrawal('m9')).toMatchObject({ code: 'unknown_master_key' })
      }
      expect(await events()).toEqual(['master_key.added m1', 'master_key.added m2'])
    })

    test('that is withdrawn takes with it what was counted: its keys that work, and no others', async () => {
      const { masterKeys, keys } = await node(both)
      const living = granted(await make(keys, 'ci'))
      const revoked = granted(await make(keys, 'revoked'))
      granted(await keys.revoke(revoked.key.id, 'local command'))
      const revokedAt = clock.now()
      await activate('m2')
      await masterKeys.keepUp()
      const other = granted(await make(keys, 'other'))
      clock.advance(5000)
      expect(await bereavedBy(store.read, 'm1', clock.now())).toEqual([
        { kind: 'account', name: 'ada', keys: 1 },
      ])
      const before = await readEpoch(store.read)
      expect(await withdraw('m1')).toBeUndefined()
      expect(await readEpoch(store.read)).toBeGreaterThan(before)

      expect((await keys.byId(living.key.id))?.revokedAt).toBe(clock.now())
      expect((await keys.byId(revoked.key.id))?.revokedAt).toBe(revokedAt)
      expect((await keys.byId(other.key.id))?.revokedAt).toBeUndefined()
      const { items } = await keys.list(owner)
      expect(items.filter(each => each.revokedAt === undefined)).toMatchObject([{ name: 'other' }])
      expect(await list()).toMatchObject([
        { state: 'withdrawn', liveKeys: 0 },
        { state: 'minting', liveKeys: 1 },
      ])
      expect((await events()).at(-1)).toBe('master_key.withdrawn m1')
      expect(await withdraw('m1')).toMatchObject({ code: 'master_key_withdrawn' })
      expect(await activate('m1')).toMatchObject({ code: 'master_key_withdrawn' })
    })

    test('that was withdrawn leaves the names of its keys to others', async () => {
      const { masterKeys, keys } = await node(both)
      granted(await make(keys, 'ci'))
      expect(await make(keys, 'ci')).toMatchObject({ code: 'name_taken' })
      await activate('m2')
      await withdraw('m1')
      await masterKeys.keepUp()
      expect(refused(await make(keys, 'ci'))).toBe(false)
    })

    test('that was withdrawn makes no key on a node that has not heard of it', async () => {
      const { masterKeys, keys } = await node(both)
      const ci = granted(await make(keys, 'ci'))
      await activate('m2')
      await withdraw('m1')
      expect(await make(keys, 'late')).toMatchObject({ code: 'master_key_withdrawn' })
      expect(await keys.rotate({ id: ci.key.id, by: 'local command' })).toMatchObject({ code: 'key_over' })
      await masterKeys.keepUp()
      expect(masterKeys.byId('m1')).toBeUndefined()
      expect(granted(await make(keys, 'late')).key.kid).toBe('m2')
    })

    test('of two that are activated and withdrawn at once, one always mints', async () => {
      await node(both)
      await activate('m2')
      await Promise.all([activate('m1'), withdraw('m1')])
      const states = (await list()).map(({ state }) => state)
      expect([
        ['minting', 'known'],
        ['withdrawn', 'minting'],
      ]).toContainEqual(states)
    })
  })

  describe('a node that runs', () => {
    test('reads again what it is given when it lacks a key, and goes on with what it has until then', async () => {
      let given: MasterKeyEntries | Refusal | undefined = entries({ m1: 1 })
      const readAgain = async () => given
      const installed = granted(
        await installMasterKeys({ store, clock, entries: entries({ m1: 1 }), readAgain }),
      )
      await addMasterKey(store, { kid: 'm2', key: key(2), now: clock.now() })
      await activate('m2')
      expect(await installed.keepUp()).toMatchObject({ code: 'master_key_missing' })
      expect(installed.minting).toEqual({ kid: 'm1', key: key(1) })
      expect(installed.byId('m2')).toBeUndefined()

      given = entries({ m1: 1, m2: 9 })
      expect(await installed.keepUp()).toMatchObject({ code: 'master_key_differs' })
      expect(installed.byId('m2')).toBeUndefined()

      given = both
      expect(await installed.keepUp()).toBeUndefined()
      expect(installed.minting).toEqual({ kid: 'm2', key: key(2) })
      expect(installed.byId('m1')).toEqual(key(1))
    })
  })
})
