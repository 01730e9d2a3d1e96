/** Adding to the rows of the usage log, which other nodes add to as well. */
import { type KeyUsageTable, preparedRows, type Store } from '../../storage/index.ts'
import { told } from './each-once.ts'

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
          .where('key_id', 'is not', null)
          // Of a person who was deleted since nothing more is written: it would tell who it was. Not a join, which might change the order.
          .where(
            query =>
              query
                .selectFrom('keys')
                .innerJoin('accounts', join =>
                  join.onRef('accounts.id', '=', 'keys.owner_id').on('keys.owner_kind', '=', 'account'),
                )
                .select('accounts.deleted_at')
                .whereRef('keys.id', '=', 'counted.key_id'),
            'is',
            null,
          ),
      )
      .onConflict(conflict =>
        conflict
          .columns(told)
          .doUpdateSet(({ eb, ref }) => ({ count: eb(ref('key_usage.count'), '+', ref('excluded.count')) })),
      ),
)

export async function addUses(store: Store, uses: readonly KeyUsageTable[]): Promise<void> {
  await store.write(transaction => addRows(transaction, uses), { durability: 'relaxed' })
}
