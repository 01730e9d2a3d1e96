import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../host/testing.ts'
import type { MasterKeysTable, Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createMasterKeys, installMasterKeys } from './master-keys.ts'

const key = (byte: number) => new Uint8Array(32).fill(byte)
const clock = createManualClock()

const install = (store: Store, minting: string, keys: Record<string, Uint8Array>) =>
  installMasterKeys({ store, clock, entries: { minting, keys: new Map(Object.entries(keys)) } })

const state = (store: Store, kid: string, next: MasterKeysTable['state']) =>
  unrecorded(store).write(async transaction => {
    await transaction.updateTable('master_keys').set({ state: next }).where('kid', '=', kid).execute()
  })

forEachEngine((_engine, open) => {
  describe('a node', () => {
    test('registers its master keys in an empty database, and starts again with them', async () => {
      const store = await open()
      for (let start = 0; start < 2; start += 1) {
        const installed = await install(store, 'b', { a: key(1), b: key(2) })
        if (refused(installed)) throw new Error(installed.message)
        expect(installed.minting).toEqual({ kid: 'b', key: key(2) })
        expect(installed.byId('a')).toEqual(key(1))
        expect(installed.byId('c')).toBeUndefined()
      }
      const rows = await store.read.selectFrom('master_keys').selectAll().orderBy('kid').execute()
      expect(rows.map(row => [row.kid, row.state])).toEqual([
        ['a', 'known'],
        ['b', 'minting'],
      ])
      const stored = JSON.stringify(rows)
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        expect(stored).not.toContain(Buffer.from(key(2)).toString(encoding))
      }
    })

    test('that lacks a master key which is in use refuses to start', async () => {
      const store = await open()
      await install(store, 'a', { a: key(1), b: key(2) })
      expect(await install(store, 'a', { a: key(1) })).toMatchObject({
        code: 'master_key_missing',
        message: expect.stringContaining(' b,'),
      })
    })

    test('that holds another master key under the same name refuses to start, and registers nothing', async () => {
      const store = await open()
      await install(store, 'a', { a: key(1) })
      expect(await install(store, 'a', { a: key(9), c: key(3) })).toMatchObject({
        code: 'master_key_differs',
      })
      expect(await store.read.selectFrom('master_keys').selectAll().execute()).toHaveLength(1)
    })

    test('that brings another master key makes it known, and the database says which one mints', async () => {
      const store = await open()
      await install(store, 'a', { a: key(1) })
      const grown = await install(store, 'b', { a: key(1), b: key(2) })
      expect(grown).toMatchObject({ minting: { kid: 'a' } })
      await state(store, 'a', 'known')
      await state(store, 'b', 'minting')
      expect(await install(store, 'a', { a: key(1), b: key(2) })).toMatchObject({ minting: { kid: 'b' } })
    })

    test('takes no token of a master key that was withdrawn, whether it still holds that key or not', async () => {
      const store = await open()
      await install(store, 'a', { a: key(1), b: key(2) })
      await state(store, 'b', 'withdrawn')
      const holding = await install(store, 'a', { a: key(1), b: key(2) })
      if (refused(holding)) throw new Error(holding.message)
      expect(holding.byId('b')).toBeUndefined()
      expect(holding.byId('a')).toEqual(key(1))
      expect(refused(await install(store, 'a', { a: key(1) }))).toBe(false)
    })

    test('of two that start at once with different keys on an empty database one refuses', async () => {
      const store = await open()
      const outcomes = await Promise.all([
        install(store, 'a', { a: key(1) }),
        install(store, 'a', { a: key(2) }),
      ])
      expect(outcomes.filter(refused)).toMatchObject([{ code: 'master_key_differs' }])
    })
  })
})

test('the key that mints is one of the keys', () => {
  expect(() => createMasterKeys({ minting: 'x', keys: new Map([['a', key(1)]]) })).toThrow(TypeError)
})
