/** Migrating a PostgreSQL database: one process at a time. Its backups are the operator's own, or `backup`'s. */
import { type Kysely, sql } from 'kysely'
import type { History } from '../../history.ts'
import type { Schema } from '../../schema.ts'
import type { Writer } from '../../store.ts'
import { finish } from '../../transaction.ts'

/** The lock of this schema's migrations: "latc" in ASCII, and which schema it is. */
const lock = sql`1818326115, hashtext(current_schema())`

export function migrate(history: History, connections: Kysely<Schema>): Promise<readonly string[]> {
  return transactAlone(connections, async transaction =>
    history.apply(transaction, await history.pending(transaction)),
  )
}

/** One transaction, while nobody else runs one of these. */
export function transactAlone<T>(
  connections: Kysely<Schema>,
  work: (transaction: Writer) => Promise<T>,
): Promise<T> {
  return connections.connection().execute(async session => {
    // Held by the session, not the transaction: a transaction that waited would see the schema as it was before.
    await sql`select pg_advisory_lock(${lock})`.execute(session)
    try {
      return await finish(await session.startTransaction().execute(), work)
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(session)
    }
  })
}
