import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createManualClock, createSeededRandom } from '../../../host/testing.ts'
import { advanceEpoch } from '../../epoch.ts'
import { migrations } from '../../migrations/index.ts'
import type { Migration } from '../../migrations/migration.ts'
import { type Store, StoreBusy } from '../../store.ts'
import { sqlite } from './engine.ts'

let folder: string
let path: string
let opened: Store[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-sqlite-'))
  path = join(folder, 'latchkey.db')
  opened = []
})

afterEach(async () => {
  await Promise.all(opened.map(store => store.close()))
  rmSync(folder, { recursive: true, force: true })
})

async function open(known: readonly Migration[] = migrations): Promise<Store> {
  const host = { clock: createManualClock(), random: createSeededRandom() }
  const store = await sqlite.open({ url: `sqlite:${path}`, ...host, migrations: known })
  opened.push(store)
  return store
}

async function openMigrated(known?: readonly Migration[]): Promise<Store> {
  const store = await open(known)
  await store.migrate()
  return store
}

describe('a transaction', () => {
  const awaitsSomethingElse = {
    'a timer': () => new Promise(resolve => setTimeout(resolve, 1)),
    'the next turn of the event loop': () => new Promise(resolve => setImmediate(resolve)),
    'something that never comes': () => new Promise(() => undefined),
    'another write': () => opened[0]?.write(advanceEpoch),
  }

  for (const [what, wait] of Object.entries(awaitsSomethingElse)) {
    test(`that awaits ${what} is rolled back and says what is wrong`, async () => {
      const store = await openMigrated()
      const write = store.write(async transaction => {
        await advanceEpoch(transaction)
        await wait()
        await advanceEpoch(transaction)
      })
      await expect(write).rejects.toThrow('awaited something besides its own queries')
      await store.write(async transaction => {
        const row = await transaction.selectFrom('epoch').select('value').executeTakeFirstOrThrow()
        expect(row.value).toBeLessThanOrEqual(what === 'another write' ? 1 : 0)
      })
    })
  }

  test('may await a thousand queries of its own', async () => {
    const store = await openMigrated()
    await store.write(async transaction => {
      for (let round = 0; round < 1000; round += 1) await advanceEpoch(transaction)
    })
    expect(await store.read.selectFrom('epoch').select('value').executeTakeFirst()).toEqual({ value: 1000 })
  })

  test('that finds the database held for five seconds gives up, with all who wait behind it; the event loop is free meanwhile', async () => {
    const store = await openMigrated()
    const holder = new DatabaseSync(path)
    holder.exec('begin immediate')
    let turns = 0
    const count = setInterval(() => {
      turns += 1
    }, 5)
    const writes = await Promise.allSettled([store.write(advanceEpoch), store.write(advanceEpoch)])
    clearInterval(count)
    for (const write of writes)
      expect(write).toMatchObject({ status: 'rejected', reason: expect.any(StoreBusy) })
    // Where it was not, it turned between the two at most.
    expect(turns).toBeGreaterThan(5)
    holder.close()
    await store.write(advanceEpoch)
    expect(await store.read.selectFrom('epoch').select('value').executeTakeFirst()).toEqual({ value: 1 })
  })

  test('is on the disk before it resolves, unless it may be lost', async () => {
    const levels: unknown[] = []
    const store = await openMigrated()
    for (const durability of ['full', 'relaxed'] as const) {
      await store.write(
        async transaction => {
          const { rows } = await transaction.executeQuery<{ synchronous: number }>({
            ...transaction.selectFrom('epoch').select('value').compile(),
            sql: 'pragma synchronous',
          })
          levels.push(rows[0]?.synchronous)
        },
        { durability },
      )
    }
    expect(levels).toEqual([2, 1]) // FULL, NORMAL
  })
})

describe('the file', () => {
  test('and those beside it are read and written by its owner only', async () => {
    const store = await openMigrated()
    await store.write(advanceEpoch)
    const modes = readdirSync(folder).map(name => [
      name,
      (statSync(join(folder, name)).mode & 0o777).toString(8),
    ])
    expect(modes.sort()).toEqual([
      ['latchkey.db', '600'],
      ['latchkey.db-shm', '600'],
      ['latchkey.db-wal', '600'],
    ])
  })
})

describe('migrating', () => {
  const next: Migration = {
    name: '0002-next',
    up: async database => {
      await database.schema.alterTable('epoch').addColumn('note', 'text').execute()
    },
  }
  const broken: Migration = {
    name: '0002-broken',
    up: async database => {
      await database.schema.dropTable('files').execute()
      throw new Error('half way')
    },
  }

  test('an empty database makes no copy', async () => {
    await openMigrated()
    expect(readdirSync(folder).filter(name => name.includes('before'))).toEqual([])
  })

  test('a database with something in it copies it first, for its owner only, and the copy is as it was', async () => {
    const before = await openMigrated()
    await before.write(advanceEpoch)
    const store = await open([...migrations, next])
    expect(await store.schemaState()).toBe('behind')
    expect(await store.migrate()).toEqual(['0002-next'])
    expect(await store.schemaState()).toBe('current')

    const copy = `${path}.before-0002`
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    path = join(folder, 'restored.db')
    copyFileSync(copy, path)
    const restored = await open()
    expect(await restored.schemaState()).toBe('current')
    expect(await restored.read.selectFrom('epoch').selectAll().executeTakeFirst()).toEqual({
      id: 1,
      value: 1,
    })
  })

  test('that fails half way leaves the database as it was', async () => {
    const before = await openMigrated()
    const store = await open([...migrations, broken])
    await expect(store.migrate()).rejects.toThrow('half way')
    expect(await before.schemaState()).toBe('current')
    expect(await before.read.selectFrom('files').selectAll().execute()).toEqual([])
  })

  test('a newer database is left alone, and the message says what to do', async () => {
    await openMigrated([...migrations, next])
    const older = await open()
    expect(await older.schemaState()).toBe('newer')
    await expect(older.migrate()).rejects.toThrow('0002-next')
  })
})
