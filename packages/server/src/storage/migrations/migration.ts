/** What a migration is: one step of the schema, said once for all engines. */
import type { Kysely, RawBuilder } from 'kysely'

export interface Migration {
  /** Four digits and a word, `0002-logins`: applied in this order, and never changed once released. */
  readonly name: string
  /**
   * Expands: the release before runs on the new schema, so nothing is renamed or dropped that it still uses (that
   * waits for the next release). `database` is a transaction; `types` are the engine's words for the columns.
   */
  up(database: Kysely<unknown>, types: ColumnTypes): Promise<void>
}

export interface ColumnTypes {
  /** Text that compares and sorts by its bytes. */
  readonly text: RawBuilder<unknown>
  /** 64 bits, read as a number. */
  readonly integer: RawBuilder<unknown>
  /** What closes a `create table`. */
  readonly tableEnd: RawBuilder<unknown>
}
