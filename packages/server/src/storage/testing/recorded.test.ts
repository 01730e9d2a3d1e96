/** Nothing that is audited changes without an event, and no test can overlook one that is missing. */
import { refuse } from '@latchkey/tokens'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { operator, recordEvent } from '../../audit/index.ts'
import type { Store, Writer } from '../index.ts'
import { unrecorded } from './recorded.ts'
import { forEachEngine } from './stores.ts'

const name = { name: 'acme', kind: 'reserved', owner_id: null, created_at: 1 } as const

forEachEngine((_engine, open) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })

  const insertName = (transaction: Writer) => transaction.insertInto('names').values(name).execute()
  const names = () => store.read.selectFrom('names').select('name').execute()

  describe('a change of an audited table', () => {
    test.each<[string, (transaction: Writer) => Promise<unknown>]>([
      ['inserted', insertName],
      ['updated', transaction => transaction.updateTable('names').set({ created_at: 2 }).execute()],
      ['deleted', transaction => transaction.deleteFrom('names').execute()],
    ])('that is %s without an event does not happen', async (_what, change) => {
      await unrecorded(store).write(insertName)
      const before = await names()
      const again = (transaction: Writer) =>
        change === insertName
          ? transaction
              .insertInto('names')
              .values({ ...name, name: 'other' })
              .execute()
          : change(transaction)
      await expect(store.write(again)).rejects.toThrow('Changed without an event: names')
      expect(await names()).toEqual(before)
    })

    test('happens with one in the same transaction', async () => {
      await store.write(async transaction => {
        await insertName(transaction)
        await recordEvent(transaction, { what: 'account.created', at: 1, cause: operator })
      })
      expect(await names()).toHaveLength(1)
    })

    test('is not hidden by an event of another transaction, or by SQL of its own', async () => {
      await store.write(transaction =>
        recordEvent(transaction, { what: 'account.created', at: 1, cause: operator }),
      )
      await expect(store.write(insertName)).rejects.toThrow('without an event')
      await expect(store.write(transaction => sql`delete from names`.execute(transaction))).rejects.toThrow(
        'query builder',
      )
    })
  })

  test('what changed nothing, and what is refused, needs no event', async () => {
    await store.write(transaction => transaction.deleteFrom('names').where('name', '=', 'nobody').execute())
    await store.write(async transaction => {
      await insertName(transaction)
      return refuse('changed_my_mind', 'No.', 'Nothing.')
    })
    expect(await names()).toEqual([])
  })
})
