/** The shared database: PostgreSQL through `pg`, any number of nodes. */
import { Kysely } from 'kysely'
import { createHistory } from '../../history.ts'
import type { Schema } from '../../schema.ts'
import type { Engine } from '../../store.ts'
import { createPostgresDialect } from './dialect.ts'
import { migrate } from './migrating.ts'
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
      schemaState: () => history.state(read),
      migrate: () => migrate(history, connections),
      close: async () => {
        await Promise.all([read.destroy(), connections.destroy()])
      },
    }
  },
}
