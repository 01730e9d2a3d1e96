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
}
