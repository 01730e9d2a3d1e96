/** The released schemas: for each migration a folder with a backup of that schema, and the keys that were made then. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { createManualClock, createSeededRandom } from '../../packages/server/src/host/testing.ts'
import { sqlite } from '../../packages/server/src/storage/engines/sqlite/engine.ts'
import { migrations } from '../../packages/server/src/storage/migrations/index.ts'
import type { Migration } from '../../packages/server/src/storage/migrations/migration.ts'
import type { Keys } from './live-in.ts'

const folder = fileURLToPath(new URL('released', import.meta.url))

/** Where the fixture of a migration is: `backup/`, `keys.json`, `schema.sql`, and the files that no backup holds. */
export function fixtureOf(migration: string): string {
  return join(folder, migration)
}

/** The migrations that have a fixture, oldest first. */
export function released(): readonly string[] {
  return readdirSync(folder).sort()
}

export function keysOf(migration: string): Keys {
  return JSON.parse(readFileSync(join(fixtureOf(migration), 'keys.json'), 'utf8'))
}

/** Every migration up to this one. */
export function upTo(name: string): readonly Migration[] {
  return migrations.filter(migration => migration.name <= name)
}

/** The schema that these migrations make, in the words of SQLite. `path` is of no database yet. */
export async function schemaOf(known: readonly Migration[], path: string): Promise<string> {
  const hands = { clock: createManualClock(), random: createSeededRandom() }
  const store = await sqlite.open({ url: `sqlite:${path}`, ...hands, migrations: known })
  await store.migrate()
  await store.close()
  const database = new DatabaseSync(path)
  const rows = database.prepare('select sql from sqlite_schema where sql is not null order by name').all()
  database.close()
  return rows.map(({ sql }) => `${sql};\n`).join('\n')
}
