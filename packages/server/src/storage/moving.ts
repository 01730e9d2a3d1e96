/** A snapshot of a database, and what an empty one is filled with. */
import type { Writer } from './database.ts'

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, string | number | null>>

export interface Snapshot {
  /** The migrations that its schema is made of, oldest first. */
  readonly migrations: readonly string[]
  /** Each stands after those that it refers to. */
  readonly tables: readonly string[]
  /** The rows of one of its tables, in the order of its key, few of them in memory at a time. */
  rows(table: string): AsyncIterable<Row>
}

export interface Filling<T> {
  /** The migrations of the snapshot. */
  readonly migrations: readonly string[]
  /** The rows of a table; none where the snapshot has no such table. */
  rows(table: string): AsyncIterable<Row>
  /** What else belongs to it, once the schema is this program's. */
  settle(transaction: Writer): Promise<T>
}
