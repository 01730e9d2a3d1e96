/** When keys were last used: remembered at once, written behind. What is lost in a crash is a second of it. */
import { sql } from 'kysely'
import type { Store, Writer } from '../storage/index.ts'
import { erasedAmong } from './erased.ts'
import type { LastUsed } from './key.ts'
import { flushing } from './write-behind.ts'

export interface LastUses {
  used(id: string, use: LastUsed): void
  flush(): Promise<void>
}

/** Parameters of a statement are limited, and so is for how long one holds the store. */
const batchSize = 200

type Use = readonly [id: string, use: LastUsed]

async function noteUses(writer: Writer, uses: readonly Use[]): Promise<void> {
  const erased = await erasedAmong(
    writer,
    uses.map(([id]) => id),
  )
  const noted = uses.filter(([id]) => !erased.has(id))
  if (noted.length > 0) await writeUses(writer, noted)
}

/** All of them with one statement: a table of values, joined with the keys. */
function writeUses(writer: Writer, uses: readonly Use[]) {
  const rows = uses.map(
    ([id, { at, address = null, client = null }]) =>
      sql`(${id}, cast(${at} as bigint), cast(${address} as text), cast(${client} as text))`,
  )
  return (
    writer
      .with('noted(id, at, address, client)', () => sql<Noted>`(values ${sql.join(rows)})`)
      .updateTable('keys')
      .from('noted')
      .set(({ ref }) => ({
        last_used_at: ref('noted.at'),
        last_used_address: ref('noted.address'),
        last_used_client: ref('noted.client'),
      }))
      .whereRef('keys.id', '=', 'noted.id')
      // Another node may have written a later use.
      .where(({ eb, or, ref }) =>
        or([eb('keys.last_used_at', 'is', null), eb('keys.last_used_at', '<=', ref('noted.at'))]),
      )
      .execute()
  )
}

interface Noted {
  readonly id: string
  readonly at: number
  readonly address: string | null
  readonly client: string | null
}

/** `failed` hears of a database that could not be written; the uses stay remembered, one for each key. */
export function createLastUses(store: Store, failed: (error: unknown) => void): LastUses {
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
            await noteUses(transaction, batch.slice(from, from + batchSize))
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
