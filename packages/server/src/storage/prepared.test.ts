import { expect, test } from 'vitest'
import { prepared, type Reader } from './index.ts'
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
    await store.write(async transaction => {
      for (const name of kept) await insertName(transaction, name)
    })
    const [a = '', b = '', c = ''] = kept
    const answers = await Promise.all([names(store.read, a, b), names(store.read, c, 'nobody')])
    expect(answers).toEqual([[{ name: a }, { name: b }], [{ name: c }]])
    expect(built).toBe(1)
    const within = await store.write(async transaction => {
      await insertName(transaction, 'prepared-d')
      return [await names(transaction, 'prepared-d', a), await names(transaction, b, b)]
    })
    expect(within).toEqual([[{ name: a }, { name: 'prepared-d' }], [{ name: b }]])
  })
})
