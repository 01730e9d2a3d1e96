/** Changes that take any number of rows, by statements of a few sizes. */
import { expect, test } from 'vitest'
import { preparedRows } from './index.ts'
import { unrecorded } from './testing/recorded.ts'
import { forEachEngine } from './testing/stores.ts'
import { insertName } from './testing/subject.ts'

forEachEngine((_engine, open) => {
  test.each([0, 1, 2, 20, 21, 199, 200, 201, 220, 421])(
    'of %i rows each is taken once, with its own values',
    async count => {
      let built = 0
      const claim = preparedRows({ wanted: 'text', at: 'bigint', owner: 'text' }, (reader, rows) => {
        built += 1
        return reader
          .with('claimed(wanted, at, owner)', () => rows)
          .updateTable('names')
          .from('claimed')
          .set(({ eb, ref }) => ({ created_at: eb('created_at', '+', ref('at')), owner_id: ref('owner') }))
          .whereRef('name', '=', 'wanted')
      })
      const store = unrecorded(await open())
      const rows = Array.from({ length: count }, (_, n) => ({
        ...{ wanted: `row-${n}`, at: 2 ** 40 + n, owner: n % 3 === 0 ? null : `owner-${n}` },
      }))
      await store.write(async transaction => {
        for (const { wanted } of rows) await insertName(transaction, wanted, 1)
        await insertName(transaction, 'row-bystander', 1)
        await claim(transaction, rows)
      })
      const found = await store.read
        .selectFrom('names')
        .select(['name as wanted', 'created_at as at', 'owner_id as owner'])
        .where('name', 'like', 'row-%')
        .execute()
      const expected = [
        ...rows.map(row => ({ ...row, at: row.at + 1 })),
        { wanted: 'row-bystander', at: 1, owner: null },
      ]
      const sorted = (all: typeof expected) => all.toSorted((a, b) => (a.wanted < b.wanted ? -1 : 1))
      expect(sorted(found)).toEqual(sorted(expected))
      await store.write(transaction => claim(transaction, rows))
      expect(built).toBeLessThanOrEqual(2)
    },
  )
})
