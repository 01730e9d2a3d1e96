/** Writing to PostgreSQL: SERIALIZABLE, and again where that failed. */
import { type Kysely, sql } from 'kysely'
import type { RandomBytes } from '../../../host/index.ts'
import type { Schema } from '../../schema.ts'
import type { Store } from '../../store.ts'
import { finish } from '../../transaction.ts'
import { whileConflicting } from './retry.ts'

export function createTransactions(connections: Kysely<Schema>, random: RandomBytes): Store['write'] {
  return (work, options) =>
    whileConflicting(async () => {
      const transaction = await connections.startTransaction().setIsolationLevel('serializable').execute()
      return finish(transaction, async writer => {
        if (options?.durability === 'relaxed') await sql`set local synchronous_commit = off`.execute(writer)
        return work(writer)
      })
    }, random)
}
