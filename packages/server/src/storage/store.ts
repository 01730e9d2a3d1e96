/** The store contract: what every engine promises. `store.contract.ts` is its test, run for each of them. */
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

export type Reader = Kysely<Schema>
export type Writer = Transaction<Schema>

export interface WriteOptions {
  /**
   * `full` (the default) survives a power failure once it resolved. `relaxed` may lose the last second then, and is
   * for what may be lost: when something was last used.
   */
  readonly durability?: 'full' | 'relaxed'
}

export interface Store {
  readonly engine: string
  /** For reading outside a transaction. */
  readonly read: Reader
  /**
   * One transaction, as if it ran alone (SERIALIZABLE). It commits when `work` resolves, and leaves nothing behind
   * when `work` throws or returns a refusal. `work` may run more than once, so it has no effect but through its
   * transaction, and awaits nothing but the transaction's own queries (an engine may refuse anything else).
   */
  write<T>(work: (transaction: Writer) => Promise<T>, options?: WriteOptions): Promise<T>
  /** Whether the schema is the one this program knows; a newer one refuses to start. */
  schemaState(): Promise<'empty' | 'behind' | 'current' | 'newer'>
  /** Brings the schema up to date. Returns the names of the migrations that ran. */
  migrate(): Promise<readonly string[]>
  close(): Promise<void>
}
