/** How PostgreSQL says what migrations say. */
import { sql } from 'kysely'
import type { SchemaLanguage } from '../../migrations/migration.ts'

/** Collation "C" is the order of the bytes, whatever the database was created with: SQLite sorts so, too. */
export const language: SchemaLanguage = {
  text: sql`text collate "C"`,
  integer: sql`bigint`,
  sequence: sql`bigint generated always as identity primary key`,
  tableEnd: sql``,
  findTable: name => sql`select 1 where to_regclass(quote_ident(${name})) is not null`,
}
