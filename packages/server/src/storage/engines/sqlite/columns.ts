/** What the columns of a migration are called in SQLite. */
import { sql } from 'kysely'
import type { ColumnTypes } from '../../migrations/migration.ts'

/** `strict` makes SQLite refuse what does not fit its column, as PostgreSQL does. */
export const columnTypes: ColumnTypes = { text: sql`text`, integer: sql`integer`, tableEnd: sql`strict` }
