/** Adding to the rows of the usage log, which other nodes add to as well. */
import type { KeyUsageTable, Store, Writer } from '../../storage/index.ts'
import { erasedAmong } from '../erased.ts'

/** Parameters of a statement are limited, and so is for how long one holds the store. */
const batch = 200

/** Each row once, with a name of its own. */
export async function addUses(
  store: Store,
  uses: readonly (readonly [name: string, row: KeyUsageTable])[],
): Promise<void> {
  // In one order on every node, so that two never wait for each other.
  const sorted = uses.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
  await store.write(
    async transaction => {
      for (let from = 0; from < sorted.length; from += batch)
        await addSome(transaction, sorted.slice(from, from + batch))
    },
    { durability: 'relaxed' },
  )
}

async function addSome(transaction: Writer, rows: readonly KeyUsageTable[]): Promise<void> {
  const erased = await erasedAmong(transaction, [...new Set(rows.map(({ key_id }) => key_id))])
  const counted = rows.filter(({ key_id }) => !erased.has(key_id))
  if (counted.length === 0) return
  await transaction
    .insertInto('key_usage')
    .values(counted)
    .onConflict(conflict =>
      conflict
        .columns(['key_id', 'day', 'action', 'target', 'client', 'network'])
        .doUpdateSet(({ eb, ref }) => ({ count: eb(ref('key_usage.count'), '+', ref('excluded.count')) })),
    )
    .execute()
}
