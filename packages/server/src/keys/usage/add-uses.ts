/** Adding to the rows of the usage log, which other nodes add to as well. */
import { preparedList, preparedRows, type Store } from '../../storage/index.ts'
import { told } from './each-once.ts'
import type { OwnedUse } from './told-apart.ts'

const addRows = preparedRows(
  {
    ...{ key_id: 'text', day: 'bigint', action: 'text', target: 'text', client: 'text', network: 'text' },
    count: 'bigint',
  },
  (reader, rows) =>
    reader
      .with('counted(key_id, day, action, target, client, network, count)', () => rows)
      .insertInto('key_usage')
      .columns([...told, 'count'])
      .expression(({ selectFrom }) =>
        selectFrom('counted')
          .select([...told, 'count'])
          .where('key_id', 'is not', null),
      )
      .onConflict(conflict =>
        conflict
          .columns(told)
          .doUpdateSet(({ eb, ref }) => ({ count: eb(ref('key_usage.count'), '+', ref('excluded.count')) })),
      ),
)

const selectDeleted = preparedList((reader, ids) =>
  reader.selectFrom('accounts').select('id').where('id', 'in', ids).where('deleted_at', 'is not', null),
)

/** Each row once. Of a person who was deleted since nothing more is written: it would tell who it was. */
export async function addUses(store: Store, uses: readonly OwnedUse[]): Promise<void> {
  const owners = [...new Set(uses.map(({ owner }) => owner))]
  await store.write(
    async transaction => {
      const deleted = new Set((await selectDeleted(transaction, owners)).map(({ id }) => id))
      await addRows(
        transaction,
        uses.filter(({ owner }) => !deleted.has(owner)),
      )
    },
    { durability: 'relaxed' },
  )
}
