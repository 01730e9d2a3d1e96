/** When keys, or logins, were last used: remembered at once, written behind. What is lost in a crash is a second of it. */
import { sql } from 'kysely'
import { preparedRows, type Store } from '../storage/index.ts'
import type { LastUsed } from './key.ts'
import { flushing } from './write-behind.ts'

export interface LastUses {
  used(id: string, use: LastUsed): void
  flush(): Promise<void>
}

/** What has these columns, and an id. */
export type UsedTable = 'keys' | 'logins'

/** Whose a row is. */
const owner = { keys: 'keys.owner_id', logins: 'logins.account_id' } as const

const noteUses = { keys: noteUsesIn('keys'), logins: noteUsesIn('logins') }

function noteUsesIn(table: UsedTable) {
  return preparedRows({ noted_id: 'text', at: 'bigint', address: 'text', client: 'text' }, (reader, rows) =>
    reader
      .with('noted(noted_id, at, address, client)', () => rows)
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
      .where(({ eb, or, ref }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', ref('at'))])),
  )
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
    const rows = batch.map(([id, { at, address = null, client = null }]) => ({
      ...{ noted_id: id, at, address, client },
    }))
    try {
      await store.write(transaction => noteUses[table](transaction, rows), { durability: 'relaxed' })
    } catch (error) {
      for (const [id, use] of batch) used(id, remembered.get(id) ?? use)
      failed(error)
    }
  }

  return { used, flush: flushing(() => remembered.size > 0, write) }
}
