/** How SQLite says what migrations say. */
import { sql } from 'kysely'
import type { SchemaLanguage } from '../../migrations/migration.ts'

/** `strict` makes SQLite refuse what does not fit its column, as PostgreSQL does. */
export const language: SchemaLanguage = {
  text: sql`text`,
  integer: sql`integer`,
  sequence: sql`integer primary key autoincrement`,
  tableEnd: sql`strict`,
  findTable: name => sql`select name from sqlite_schema where type = 'table' and name = ${name}`,
  goOnCounting: () => sql`select 'by itself'`,
  keyColumns: sql`
    select tables.name as "table", columns.name as "column", false as "counts"
    from sqlite_schema as tables, pragma_table_info(tables.name) as columns
    where tables.type = 'table' and columns.pk > 0
    order by tables.name, columns.pk`,
  references: sql`
    select tables.name as "table", keys."from" as "column", keys."table" as "to"
    from sqlite_schema as tables, pragma_foreign_key_list(tables.name) as keys
    where tables.type = 'table'
    order by tables.name, keys.id`,
}
