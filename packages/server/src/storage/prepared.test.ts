import { expect, test } from 'vitest'
import { prepared, type Reader, type Writer } from './index.ts'
import { unrecorded } from './testing/recorded.ts'
import { forEachEngine } from './testing/stores.ts'
import { insertName } from './testing/subject.ts'

forEachEngine((_engine, open) => {
  test('a prepared query gives each caller the rows for its own values, outside and inside transactions', async () => {
    let built = 0
    const names = prepared((reader: Reader, one: string, other: string) => {
      built += 1
      return reader
        .selectFrom('names')
        .select('name')
        .where('kind', '=', 'reserved')
        .where('name', 'in', [other, one])
        .orderBy('name')
    })
    const store = await open()
    const kept = ['prepared-a', 'prepared-b', 'prepared-c']
    await unrecorded(store).write(async transaction => {
      for (const name of kept) await insertName(transaction, name)
    })
    const [a = '', b = '', c = ''] = kept
    const answers = await Promise.all([names(store.read, a, b), names(store.read, c, 'nobody')])
    expect(answers).toEqual([[{ name: a }, { name: b }], [{ name: c }]])
    expect(built).toBe(1)
    const within = await unrecorded(store).write(async transaction => {
      await insertName(transaction, 'prepared-d')
      return [await names(transaction, 'prepared-d', a), await names(transaction, b, b)]
    })
    expect(within).toEqual([[{ name: a }, { name: 'prepared-d' }], [{ name: b }]])
  })

  test('one that comes after the end of its transaction is refused, and changes nothing', async () => {
    const rename = prepared((writer: Reader, from: string, to: string) =>
      writer.updateTable('names').set({ name: to }).where('name', '=', from),
    )
    const store = await open()
    let ended: Writer | undefined
    await unrecorded(store).write(async transaction => {
      await insertName(transaction, 'late')
      ended = transaction
    })
    await expect(async () => ended && rename(ended, 'late', 'later')).rejects.toThrow()
    const rows = await store.read.selectFrom('names').select('name').where('name', 'like', 'late%').execute()
    expect(rows).toEqual([{ name: 'late' }])
  })

  test('one that changes something takes numbers, and null', async () => {
    const claim = prepared((writer: Reader, name: string, at: number, owner: string | null) =>
      writer
        .updateTable('names')
        .set({ created_at: at, owner_id: owner })
        .where('name', '=', name)
        .where('created_at', '<', at),
    )
    const store = await open()
    await unrecorded(store).write(transaction => insertName(transaction, 'claimed', 5))
    const at = async () => {
      const query = store.read
        .selectFrom('names')
        .select(['created_at', 'owner_id'])
        .where('name', '=', 'claimed')
      return query.executeTakeFirst()
    }
    await unrecorded(store).write(transaction => claim(transaction, 'claimed', 7, 'alice'))
    expect(await at()).toEqual({ created_at: 7, owner_id: 'alice' })
    await unrecorded(store).write(transaction => claim(transaction, 'claimed', 6, null))
    expect(await at()).toEqual({ created_at: 7, owner_id: 'alice' })
    await unrecorded(store).write(transaction => claim(transaction, 'claimed', 8, null))
    expect(await at()).toEqual({ created_at: 8, owner_id: null })
  })
})
