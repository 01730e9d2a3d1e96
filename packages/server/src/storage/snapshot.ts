/** All rows of a database as they were at one moment, whatever is written meanwhile; the same on every engine. */
import { sql } from 'kysely'
import type { Reader } from './database.ts'
import type { History } from './history.ts'
import type { SchemaLanguage } from './migrations/migration.ts'
import type { Row, Snapshot } from './moving.ts'
import { readTables, type Table } from './tables.ts'

const pageSize = 1_000

/** `reader` sees one moment for as long as the snapshot is used. */
export async function readSnapshot(
  reader: Reader,
  { history, language }: { readonly history: History; readonly language: SchemaLanguage },
): Promise<Snapshot> {
  const tables = await readTables(reader, language)
  return {
    migrations: await history.applied(reader),
    tables: tables.map(({ name }) => name),
    async *rows(name) {
      const table = tables.find(each => each.name === name)
      if (table === undefined) throw new Error(`This snapshot has no table ${name}.`)
      for (let last: Row | undefined, more = true; more; ) {
        const page: readonly Row[] = await readPage(reader, table, last)
        yield* page
        last = page.at(-1)
        more = page.length === pageSize
      }
    },
  }
}

async function readPage(
  reader: Reader,
  { name, key }: Table,
  last: Row | undefined,
): Promise<readonly Row[]> {
  const columns = sql.join(key.map(column => sql.ref(column)))
  const after =
    last === undefined ? sql`` : sql`where (${columns}) > (${sql.join(key.map(column => last[column]))})`
  const query = sql<Row>`select * from ${sql.table(name)} ${after} order by ${columns} limit ${pageSize}`
  return (await query.execute(reader)).rows
}
