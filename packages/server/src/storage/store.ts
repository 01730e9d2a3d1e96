/** The store contract: what every engine promises. `store.contract.ts` is its test, run for each of them. */
import type { Clock, RandomBytes } from '../host/index.ts'
import type { Reader, Writer } from './database.ts'
import type { Migration } from './migrations/migration.ts'
import type { Filling, Snapshot } from './moving.ts'

export type { Reader, Writer } from './database.ts'

export interface WriteOptions {
  /**
   * `full` (the default) survives a power failure once it resolved. `relaxed` may lose the last second then, and is
   * for what may be lost: when something was last used.
   */
  readonly durability?: 'full' | 'relaxed'
}

export interface Store {
  readonly engine: string
  /** For reading outside a transaction; each query stands alone, and one that changes something throws. */
  readonly read: Reader
  /**
   * One transaction, as if it ran alone (SERIALIZABLE). It commits when `work` resolves, and leaves nothing behind
   * when `work` throws or returns a refusal. `work` may run more than once, so it has no effect but through its
   * transaction, and awaits nothing but the transaction's own queries (an engine may refuse anything else). A
   * statement that fails ends the transaction: look before you insert, or say `on conflict do nothing`.
   *
   * Throws `StoreBusy` when others kept the store from committing for seconds: nothing happened, try again later.
   */
  write<T>(work: (transaction: Writer) => Promise<T>, options?: WriteOptions): Promise<T>
  /**
   * A text that is never the same again once anybody wrote anything: what was looked up after it was read holds for
   * whoever reads it again. Those who ask at the same time share one reading, and it begins after they asked.
   */
  revision(): Promise<string>
  /** Whether the schema is the one this program knows; a newer one refuses to start. */
  schemaState(): Promise<SchemaState>
  /**
   * Brings the schema up to date, once, however many processes ask at the same time. Returns the names of the
   * migrations that ran. Throws where the schema is newer than this program.
   */
  migrate(): Promise<readonly string[]>
  /** Reads many rows of one moment, while others write. What is read of a snapshot is read before `work` resolves. */
  snapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T>
  /**
   * Makes an empty database what a snapshot was, in one transaction of any length, which may await anything: nobody
   * else uses the database yet. Throws where it is not empty, or the snapshot is newer than this program.
   */
  fill<T>(filling: Filling<T>): Promise<T>
  close(): Promise<void>
}

export type SchemaState = 'empty' | 'behind' | 'current' | 'newer'

/** What an engine is opened with. */
export interface OpenOptions {
  /** `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`. */
  readonly url: string
  readonly clock: Clock
  readonly random: RandomBytes
  /** The schema's history, oldest first. */
  readonly migrations: readonly Migration[]
}

/** One kind of database: a file in `engines/`, a line in `engines/index.ts`. */
export interface Engine {
  readonly name: string
  /** Whether this engine is the one that a URL asks for. */
  claims(url: string): boolean
  open(options: OpenOptions): Promise<Store>
}

/** Others held the store for so long that this was given up; nothing of it happened. `unavailability` knows it. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy'

  constructor(cause: unknown) {
    super('The database is held by somebody else for too long. Try again in a moment.', { cause })
  }
}
