/** The embedded database: `node:sqlite` in WAL mode, one file, one machine. */
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { fill } from '../../filling.ts'
import { createHistory } from '../../history.ts'
import type { Schema } from '../../schema.ts'
import { readSnapshot } from '../../snapshot.ts'
import type { Engine } from '../../store.ts'
import { finish } from '../../transaction.ts'
import { createSqliteDialect } from './dialect.ts'
import { migrate } from './migrating.ts'
import { busyTimeout, whileBusy } from './retry.ts'
import { createRevision } from './revision.ts'
import { language } from './schema-language.ts'
import { createTransactions } from './transactions.ts'

const scheme = 'sqlite:'

export const sqlite: Engine = {
  name: 'sqlite',
  claims: url => url.startsWith(scheme),

  async open({ url, clock, migrations }) {
    const path = url.slice(scheme.length)
    createPrivateFile(path)
    // The writing connection comes first: it makes the file a WAL database, which a reading one cannot.
    const full = overConnection(await connect(path, 'full'))
    const relaxed = overConnection(await connect(path, 'normal'))
    const reading = await connect(path, 'read only')
    const read = overConnection(reading)
    const write = createTransactions({ full, relaxed })
    const history = createHistory({ migrations, language, now: clock.now })
    return {
      engine: sqlite.name,
      read,
      write,
      revision: createRevision(reading),
      schemaState: () => history.state(read),
      migrate: () => migrate(history, write, path),
      async snapshot(work) {
        // A connection of its own: what it reads of the log is as it was when it first read.
        const connection = overConnection(await connect(path, 'read only'))
        try {
          await sql`begin`.execute(connection)
          return await work(await readSnapshot(connection, { history, language }))
        } finally {
          await connection.destroy()
        }
      },
      async fill(filling) {
        const connection = overConnection(await connect(path, 'full'))
        try {
          const transaction = await connection.startTransaction().execute()
          return await finish(transaction, writer => fill(writer, filling, { history, language }))
        } finally {
          await connection.destroy()
        }
      },
      close: async () => {
        // The last to close folds the log into the file, which a reading connection cannot.
        for (const connection of [read, relaxed, full]) await connection.destroy()
      },
    }
  },
}

/** A connection that reads, or writes with `synchronous` set so. */
async function connect(path: string, kind: 'full' | 'normal' | 'read only'): Promise<DatabaseSync> {
  const readOnly = kind === 'read only'
  const database = new DatabaseSync(path, { readOnly })
  database.exec(`pragma busy_timeout = ${busyTimeout}`)
  if (!readOnly) {
    await whileBusy(() => database.exec('pragma journal_mode = wal'))
    database.exec(`pragma synchronous = ${kind}`)
  }
  return database
}

function overConnection(database: DatabaseSync): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: createSqliteDialect(database) })
}

/** Only the user who runs the server reads the database; SQLite gives the files beside it the same mode. */
function createPrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}
