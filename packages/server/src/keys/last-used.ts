/** When keys, or logins, were last used: remembered at once, written behind. What is lost in a crash is a second of it. */
import { sql } from 'kysely'
import type { Store, Writer } from '../storage/index.ts'
import type { LastUsed } from './key.ts'
import { flushing } from './write-behind.ts'

export interface LastUses {
  used(id: string, use: LastUsed): void
  flush(): Promise<void>
}

/** Parameters of a statement are limited, and so is for how long one holds the store. */
const batchSize = 200

type Use = readonly [id: string, use: LastUsed]

/** What has these columns, and an id. */
export type UsedTable = 'keys' | 'logins'

/** Whose a row is. */
const owner = { keys: 'keys.owner_id', logins: 'logins.account_id' } as const

/** All of them with one statement: a table of values, joined with the rows. */
function noteUses(writer: Writer, table: UsedTable, uses: readonly Use[]) {
  const rows = uses.map(
    ([id, { at, address = null, client = null }]) =>
      sql`(${id}, cast(${at} as bigint), cast(${address} as text), cast(${client} as text))`,
  )
  return (
    writer
      .with('noted(noted_id, at, address, client)', () => sql<Noted>`(values ${sql.join(rows)})`)
      // Typed as one of them: their columns are the same.
      .updateTable(table as 'keys')
      .from('noted')
      .set(({ ref }) => ({
        last_used_at: ref('at'),
        last_used_address: ref('address'),
        last_used_client: ref('client'),
      }))
      .whereRef('id', '=', 'noted_id')
      // Of a person who was deleted meanwhile nothing more is written: it would tell who it was.
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('accounts')
              .select('accounts.id')
              .where('accounts.id', '=', sql.ref<string>(owner[table]))
              .where('accounts.deleted_at', 'is not', null),
          ),
        ),
      )
      // Another node may have written a later use.
      .where(({ eb, or, ref }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', ref('at'))]))
      .execute()
  )
}

interface Noted {
  readonly noted_id: string
  readonly at: number
  readonly address: string | null
  readonly client: string | null
}

/** `failed` hears of a database that could not be written; the uses stay remembered, one for each key or login. */
export function createLastUses(
  store: Store,
  failed: (error: unknown) => void,
  table: UsedTable = 'keys',
): LastUses {
  const remembered = new Map<string, LastUsed>()

  function used(id: string, use: LastUsed): void {
    const known = remembered.get(id)
    if (known === undefined || known.at <= use.at) remembered.set(id, use)
  }

  async function write(): Promise<void> {
    const batch = [...remembered]
    remembered.clear()
    try {
      await store.write(
        async transaction => {
          for (let from = 0; from < batch.length; from += batchSize)
            await noteUses(transaction, table, batch.slice(from, from + batchSize))
        },
        { durability: 'relaxed' },
      )
    } catch (error) {
      for (const [id, use] of batch) used(id, remembered.get(id) ?? use)
      failed(error)
    }
  }

  return { used, flush: flushing(() => remembered.size > 0, write) }
}
