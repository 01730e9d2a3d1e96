/** Where a database stands in the schema's history, and bringing it up to date. */
import type { Kysely } from 'kysely'
import { migrations } from './migrations/index.ts'
import type { ColumnTypes, Migration } from './migrations/migration.ts'
import type { Reader, SchemaState, Writer } from './store.ts'

/** The table of applied migrations; it belongs to this file alone, so the schema does not show it. */
interface History {
  migrations: { name: string; applied_at: number }
}

export interface Pending {
  /** Nothing was ever applied. */
  readonly empty: boolean
  readonly names: readonly string[]
}

export async function schemaState(
  reader: Reader,
  known: readonly Migration[] = migrations,
): Promise<SchemaState> {
  const applied = await appliedMigrations(reader)
  if (applied.size === 0) return 'empty'
  if (unknownMigrations(applied, known).length > 0) return 'newer'
  return known.every(({ name }) => applied.has(name)) ? 'current' : 'behind'
}

/** What is to be applied. Throws where the database was migrated by a newer program. */
export async function pendingMigrations(
  transaction: Writer,
  known: readonly Migration[] = migrations,
): Promise<Pending> {
  const applied = await appliedMigrations(transaction)
  const unknown = unknownMigrations(applied, known)
  if (unknown.length > 0) {
    throw new Error(
      `The database has the migration ${unknown.join(', ')}, which this program does not know: it was used by a ` +
        'newer Latchkey. Start that one, or restore the backup that was made before it.',
    )
  }
  return {
    empty: applied.size === 0,
    names: known.map(({ name }) => name).filter(name => !applied.has(name)),
  }
}

/** Applies them in order, within the caller's transaction and under the caller's lock. Returns their names. */
export async function applyMigrations(
  transaction: Writer,
  pending: Pending,
  {
    columnTypes,
    now,
    known = migrations,
  }: { columnTypes: ColumnTypes; now: number; known?: readonly Migration[] },
): Promise<readonly string[]> {
  const history = transaction as unknown as Kysely<History>
  await history.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', columnTypes.text, column => column.primaryKey())
    .addColumn('applied_at', columnTypes.integer, column => column.notNull())
    .modifyEnd(columnTypes.tableEnd)
    .execute()
  for (const migration of known.filter(({ name }) => pending.names.includes(name))) {
    await migration.up(transaction as unknown as Kysely<unknown>, columnTypes)
    await history.insertInto('migrations').values({ name: migration.name, applied_at: now }).execute()
  }
  return pending.names
}

async function appliedMigrations(reader: Reader): Promise<ReadonlySet<string>> {
  const history = reader as unknown as Kysely<History>
  const tables = await history.introspection.getTables()
  if (!tables.some(({ name }) => name === 'migrations')) return new Set()
  const rows = await history.selectFrom('migrations').select('name').execute()
  return new Set(rows.map(({ name }) => name))
}

function unknownMigrations(applied: ReadonlySet<string>, known: readonly Migration[]): readonly string[] {
  return [...applied].filter(name => known.every(migration => migration.name !== name)).sort()
}
