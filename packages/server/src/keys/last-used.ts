/** When keys were last used: remembered at once, written behind. What is lost in a crash is a second of it. */
import { prepared, type Reader, type Store } from '../storage/index.ts'
import type { LastUsed } from './key.ts'
import { flushing } from './write-behind.ts'

export interface LastUses {
  used(id: string, use: LastUsed): void
  flush(): Promise<void>
}

const noteUse = prepared(
  (writer: Reader, id: string, at: number, address: string | null, client: string | null) =>
    writer
      .updateTable('keys')
      .set({ last_used_at: at, last_used_address: address, last_used_client: client })
      .where('id', '=', id)
      // Another node may have written a later use.
      .where(({ eb, or }) => or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', at)])),
)

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
          for (const [id, { at, address, client }] of batch)
            await noteUse(transaction, id, at, address ?? null, client ?? null)
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
