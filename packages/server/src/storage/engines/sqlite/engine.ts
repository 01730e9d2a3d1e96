/** The embedded database: `node:sqlite` in WAL mode, one file, one machine. */
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { applyMigrations, pendingMigrations, schemaState } from '../../migrate.ts'
import type { Schema } from '../../schema.ts'
import type { Engine } from '../../store.ts'
import { busyTimeout, whileBusy } from './busy.ts'
import { columnTypes } from './columns.ts'
import { copyBefore } from './copy.ts'
import { createSqliteDialect } from './dialect.ts'
import { createTransactions } from './transactions.ts'

const scheme = 'sqlite:'

export const sqlite: Engine = {
  name: 'sqlite',
  claims: url => url.startsWith(scheme),

  async open({ url, clock }) {
    const path = url.slice(scheme.length)
    createPrivateFile(path)
    // The writing connection comes first: it makes the file a WAL database, which a reading one cannot.
    const full = await connect(path, 'full')
    const relaxed = await connect(path, 'normal')
    const read = await connect(path, 'off', { readOnly: true })
    const write = createTransactions({ full, relaxed })
    return {
      engine: sqlite.name,
      read,
      write,
      schemaState: () => schemaState(read),
      migrate: () =>
        write(async transaction => {
          const pending = await pendingMigrations(transaction)
          const [first] = pending.names
          if (first !== undefined && !pending.empty) copyBefore(path, first)
          return applyMigrations(transaction, pending, { columnTypes, now: clock.now() })
        }),
      close: async () => {
        for (const connection of [read, relaxed, full]) await connection.destroy()
      },
    }
  },
}

async function connect(path: string, synchronous: 'full' | 'normal' | 'off', options = { readOnly: false }) {
  const database = new DatabaseSync(path, options)
  database.exec(`pragma busy_timeout = ${busyTimeout}; pragma synchronous = ${synchronous}`)
  if (!options.readOnly) await whileBusy(() => database.exec('pragma journal_mode = wal'))
  const connection = new Kysely<Schema>({ dialect: createSqliteDialect(database) })
  return connection
}

/** Only the user who runs the server reads the database; SQLite gives the files beside it the same mode. */
function createPrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
}
