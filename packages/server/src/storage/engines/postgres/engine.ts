/** The shared database: PostgreSQL through `pg`, any number of nodes. */
import { Kysely, sql } from 'kysely'
import { fill } from '../../filling.ts'
import { createHistory } from '../../history.ts'
import type { Schema } from '../../schema.ts'
import { readSnapshot } from '../../snapshot.ts'
import type { Engine, Writer } from '../../store.ts'
import { finish } from '../../transaction.ts'
import { createPostgresDialect } from './dialect.ts'
import { migrate, transactAlone } from './migrating.ts'
import { createRevision } from './revision.ts'
import { language } from './schema-language.ts'
import { createTransactions } from './transactions.ts'

export const postgres: Engine = {
  name: 'postgres',
  claims: url => url.startsWith('postgres://') || url.startsWith('postgresql://'),

  async open({ url, clock, random, migrations }) {
    const read = new Kysely<Schema>({ dialect: createPostgresDialect({ url, access: 'read only' }) })
    const connections = new Kysely<Schema>({ dialect: createPostgresDialect({ url, access: 'read write' }) })
    const history = createHistory({ migrations, language, now: clock.now })
    return {
      engine: postgres.name,
      read,
      write: createTransactions(connections, random),
      revision: createRevision(read),
      schemaState: () => history.state(read),
      migrate: () => migrate(history, connections),
      snapshot: async work =>
        finish(
          await read.startTransaction().setIsolationLevel('repeatable read').execute(),
          patiently(async reader => work(await readSnapshot(reader, { history, language }))),
        ),
      fill: filling =>
        transactAlone(
          connections,
          patiently(writer => fill(writer, filling, { history, language })),
        ),
      close: async () => {
        await Promise.all([read.destroy(), connections.destroy()])
      },
    }
  },
}

/** Work in a transaction that may stand still while files are written or read. */
function patiently<T>(work: (transaction: Writer) => Promise<T>): (transaction: Writer) => Promise<T> {
  return async transaction => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
    return work(transaction)
  }
}
