/** What a migration is: one step of the schema, said once for all engines. */
import type { Kysely, RawBuilder } from 'kysely'

export interface Migration {
  /** Four digits and a word, `0002-logins`: applied in this order, and never changed once released. */
  readonly name: string
  /**
   * Expands: the release before runs on the new schema, so nothing is renamed or dropped that it still uses (that
   * waits for the next release). `database` is a transaction.
   */
  up(database: Kysely<unknown>, language: SchemaLanguage): Promise<void>
}

/** What each engine says in its own words. */
export interface SchemaLanguage {
  /** The type of text that compares and sorts by its bytes. */
  readonly text: RawBuilder<unknown>
  /** The type of a whole number of 64 bits, read as a number. */
  readonly integer: RawBuilder<unknown>
  /** The type of a primary key that counts up by itself and never gives a number twice. */
  readonly sequence: RawBuilder<unknown>
  /** What closes a `create table`. */
  readonly tableEnd: RawBuilder<unknown>
  /** A query with one row where the table exists, and none where it does not. */
  findTable(name: string): RawBuilder<unknown>
  /** A query after which a `sequence` whose rows brought their numbers goes on after the last of them. */
  goOnCounting(table: string, column: string): RawBuilder<unknown>
  /** The primary keys of all tables, a row for each column, in the key's order. */
  readonly keyColumns: RawBuilder<KeyColumn>
  /** The foreign keys of all tables, a row for each column. */
  readonly references: RawBuilder<Reference>
}

/** One column of a table's primary key. */
export interface KeyColumn {
  readonly table: string
  readonly column: string
  /** Whether it is a `sequence` that does not see what rows bring with them. */
  readonly counts: boolean | 0
}

/** One column that refers to another table. */
export interface Reference {
  readonly table: string
  readonly column: string
  readonly to: string
}
