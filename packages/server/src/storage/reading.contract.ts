/** What is read is what was written, the same on every engine. */
import { describe, expect, test } from 'vitest'
import { findName, insertName, type Subject } from './testing/subject.ts'

export function describeReading({ store }: Subject): void {
  describe('reading', () => {
    test('changes nothing: a query that would throws', async () => {
      await expect(store().read.deleteFrom('names').execute()).rejects.toThrow(/read.?only/)
      await expect(insertName(store().read, 'never')).rejects.toThrow(/read.?only/)
      expect(await findName(store(), 'committed')).toBe(true)
    })

    test('sorts text by its bytes, and compares it exactly', async () => {
      const names = [
        'sort-B',
        'sort-_',
        'sort-a',
        'sort-b',
        'sort-z',
        'sort-\u00e9',
        'sort-\ufb00',
        'sort-\u{1f600}',
      ]
      await store().write(async transaction => {
        for (const name of [...names].reverse()) await insertName(transaction, name)
      })
      const query = store().read.selectFrom('names').select('name').where('name', '>=', 'sort-')
      const rows = await query.where('name', '<', 'sort.').orderBy('name').execute()
      expect(rows.map(({ name }) => name)).toEqual(names)
      expect(await findName(store(), 'SORT-B')).toBe(false)
      expect(await findName(store(), 'sort-e\u0301')).toBe(false)
    })

    test('counts and instants are numbers', async () => {
      const query = store()
        .read.selectFrom('epoch')
        .select(({ fn }) => [fn.countAll<number>().as('count'), 'value'])
      expect(await query.groupBy('value').executeTakeFirst()).toEqual({
        count: 1,
        value: expect.any(Number),
      })
    })

    test('a number where text belongs, a role that is none, an owner that is nobody: refused by the schema', async () => {
      const account = {
        id: 'x',
        username: 'nobody',
        email: '',
        password_hash: '',
        administrator: 0,
        created_at: 1,
        disabled_at: null,
        deleted_at: null,
      } as const
      const insert = (row: object) =>
        store().write(transaction =>
          transaction
            .insertInto('accounts')
            .values({ ...account, ...row })
            .execute(),
        )
      await expect(insert({})).rejects.toThrow(/foreign key/i)
      await expect(insert({ username: 'committed', administrator: 2 })).rejects.toThrow(/check/i)
      await expect(insert({ username: 'committed', created_at: 'noon' })).rejects.toThrow()
    })
  })
}
