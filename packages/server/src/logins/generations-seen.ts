/** Of which generation of a login an access token was presented: remembered at once, written behind, once for each. */
import { flushing } from '../keys/index.ts'
import type { Store } from '../storage/index.ts'

export interface GenerationsSeen {
  seen(id: string, generation: number): void
  flush(): Promise<void>
}

/** `failed` hears of a database that could not be written; what was seen stays remembered. */
export function createGenerationsSeen(store: Store, failed: (error: unknown) => void): GenerationsSeen {
  const remembered = new Map<string, number>()

  function seen(id: string, generation: number): void {
    remembered.set(id, Math.max(generation, remembered.get(id) ?? -1))
  }

  async function write(): Promise<void> {
    const batch = [...remembered]
    remembered.clear()
    try {
      await store.write(
        async transaction => {
          for (const [id, generation] of batch) {
            await transaction
              .updateTable('logins')
              .set({ seen: generation })
              .where('id', '=', id)
              // Another node may have seen a later one.
              .where('seen', '<', generation)
              .execute()
          }
        },
        { durability: 'relaxed' },
      )
    } catch (error) {
      for (const [id, generation] of batch) seen(id, generation)
      failed(error)
    }
  }

  return { seen, flush: flushing(() => remembered.size > 0, write) }
}
