import { expect, test } from 'vitest'
import { createSmallHouse } from '../credentials/testing/small-house.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { forEachEngine } from '../storage/testing/stores.ts'
import { createLastUses } from './last-used.ts'

const allow = [{ actions: ['read'], targets: ['*'] }]
const use = (at: number, client: string | undefined = 'pip/24.0') => ({ at, address: '192.0.2.7', client })

forEachEngine((_engine, open) => {
  test('a use is written by the next flush: when, from where and by what client', async () => {
    const house = createSmallHouse(await open())
    const { key } = await house.keyOf(await house.account('alice'), allow)
    house.keys.used(key.id, use(1_000))
    expect((await house.keys.byId(key.id))?.lastUsed).toBeUndefined()
    await house.keys.flush()
    expect((await house.keys.byId(key.id))?.lastUsed).toEqual(use(1_000))
  })

  test('the latest use wins, also over one that another node wrote', async () => {
    const house = createSmallHouse(await open())
    const { key } = await house.keyOf(await house.account('alice'), allow)
    house.keys.used(key.id, use(3_000, 'later/1'))
    house.keys.used(key.id, use(2_000, 'earlier/1'))
    await house.keys.flush()
    house.keys.used(key.id, use(1_000, 'slow-node/1'))
    await house.keys.flush()
    expect((await house.keys.byId(key.id))?.lastUsed).toEqual(use(3_000, 'later/1'))
  })

  test('the uses of many keys are written by one flush, each to its own', async () => {
    const house = createSmallHouse(await open())
    const alice = await house.account('alice')
    const { key: unused } = await house.keyOf(alice, allow)
    const used = Array.from({ length: 449 }, (_, n) => `used-${n}`)
    await unrecorded(house.store).write(async transaction => {
      const row = await transaction.selectFrom('keys').selectAll().executeTakeFirstOrThrow()
      const copies = used.map(id => ({ ...row, id, name: id }))
      await transaction.insertInto('keys').values(copies).execute()
    })
    for (const [n, id] of used.entries()) house.keys.used(id, use(n, `client/${n}`))
    await house.keys.flush()
    const { items } = await house.keys.list({ kind: 'account', id: alice.id }, { limit: 1000 })
    const written = new Map(items.map(({ id, lastUsed }) => [id, lastUsed]))
    for (const [n, id] of used.entries()) expect(written.get(id)).toEqual(use(n, `client/${n}`))
    expect([written.size, written.get(unused.id)]).toEqual([450, undefined])
  })

  test('a use from nowhere by nobody in particular says when it was', async () => {
    const house = createSmallHouse(await open())
    const { key } = await house.keyOf(await house.account('alice'), allow)
    house.keys.used(key.id, { at: 1_000, address: undefined, client: undefined })
    await house.keys.flush()
    expect((await house.keys.byId(key.id))?.lastUsed).toEqual({ at: 1_000 })
  })

  test('an authenticated request is a use of its key', async () => {
    const house = createSmallHouse(await open())
    const { key, token } = await house.keyOf(await house.account('alice'), allow)
    await house.authenticate(token)
    await house.keys.flush()
    expect((await house.keys.byId(key.id))?.lastUsed).toEqual({
      at: house.clock.now(),
      address: '192.0.2.7',
      client: 'twine/4.0.2',
    })
  })
})

/** A store of which only `write` is there. */
function storeThat(write: () => Promise<void>): Store {
  return { write } as unknown as Store
}

test('a database that cannot be written loses nothing and fails nobody', async () => {
  const errors: unknown[] = []
  let writes = 0
  let readOnly = true
  const store = storeThat(async () => {
    if (readOnly) throw new Error('attempt to write a readonly database')
    writes += 1
  })
  const uses = createLastUses(store, error => errors.push(error))
  uses.used('a', use(1))
  await expect(uses.flush()).resolves.toBeUndefined()
  await expect(uses.flush()).resolves.toBeUndefined()
  expect(errors).toHaveLength(2)
  readOnly = false
  await uses.flush()
  expect(writes).toBe(1)
  await uses.flush()
  expect(writes).toBe(1)
})

test('a use while a flush is under way waits for the next, and is not overtaken by a flush that failed', async () => {
  const written: unknown[] = []
  let fail = true
  let uses: ReturnType<typeof createLastUses>
  const store = storeThat(async () => {
    if (fail) {
      uses.used('a', use(2))
      throw new Error('no')
    }
    written.push('once')
  })
  uses = createLastUses(store, () => {})
  uses.used('a', use(1))
  await uses.flush()
  fail = false
  await uses.flush()
  await uses.flush()
  expect(written).toEqual(['once'])
})
