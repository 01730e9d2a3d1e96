/** Whether anybody wrote: which transactions PostgreSQL shows to whoever reads now. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../schema.ts'
import { shareReadings } from '../../share-readings.ts'
import type { Store } from '../../store.ts'

/**
 * A snapshot names the first transaction that is not over, the first that has not begun, and those between them that
 * are not over (PostgreSQL, section 9.27.7). With every transaction that ends after it wrote it is another, and never
 * the same again. Those of the whole server count, so what others write beside us costs a look-up, no more.
 */
export function createRevision(reader: Kysely<Schema>): Store['revision'] {
  const snapshot = sql<{ revision: string }>`select pg_current_snapshot()::text as revision`.compile(reader)
  return shareReadings(async () => {
    const { rows } = await reader.executeQuery(snapshot)
    return String(rows[0]?.revision)
  })
}
