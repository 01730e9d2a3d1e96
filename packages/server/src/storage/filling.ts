/** Making an empty database what a snapshot was: its schema as it was then, its rows, and then today's schema. */
import type { Kysely } from 'kysely'
import type { Writer } from './database.ts'
import type { History } from './history.ts'
import type { SchemaLanguage } from './migrations/migration.ts'
import type { Filling, Row } from './moving.ts'
import { readTables, type Table } from './tables.ts'

type AnyDatabase = Kysely<Record<string, Record<string, string | number | null>>>

const asAny = (transaction: Writer) => transaction as unknown as AnyDatabase

/** Values in one statement: below what any engine takes. */
const mostValues = 10_000

export async function fill<T>(
  transaction: Writer,
  { migrations, rows, settle }: Filling<T>,
  { history, language }: { readonly history: History; readonly language: SchemaLanguage },
): Promise<T> {
  const { migrations: all, isFirst } = await history.pending(transaction)
  if (!isFirst) throw new Error('Only an empty database can be filled.')
  const [then, since] = [true, false].map(was => all.filter(({ name }) => migrations.includes(name) === was))
  await history.apply(transaction, { migrations: then ?? [], isFirst })
  const tables = await readTables(transaction, language)
  // Migrations put rows of their own; the snapshot has them as they became.
  for (const { name } of [...tables].reverse()) await asAny(transaction).deleteFrom(name).execute()
  for (const table of tables) {
    await insertRows(asAny(transaction), table, rows(table.name))
    if (table.counts !== undefined) await language.goOnCounting(table.name, table.counts).execute(transaction)
  }
  await history.apply(transaction, { migrations: since ?? [], isFirst: false })
  return settle(transaction)
}

async function insertRows(database: AnyDatabase, table: Table, rows: AsyncIterable<Row>): Promise<void> {
  const { name, key, ownReferences } = table
  const referring: Row[] = []
  let batch: Row[] = []
  const insert = async () => {
    if (batch.length > 0) await database.insertInto(name).values(batch).execute()
    batch = []
  }
  for await (const row of rows) {
    // What a row of the same table is referred by may come later: that is said when all of them are there.
    if (ownReferences.some(column => row[column] !== null)) referring.push(row)
    batch.push({ ...row, ...Object.fromEntries(ownReferences.map(column => [column, null])) })
    if ((batch.length + 1) * Object.keys(row).length > mostValues) await insert()
  }
  await insert()
  for (const row of referring) {
    const references = Object.fromEntries(ownReferences.map(column => [column, row[column] ?? null]))
    const query = database.updateTable(name).set(references)
    await key.reduce((query, column) => query.where(column, '=', row[column] ?? null), query).execute()
  }
}
