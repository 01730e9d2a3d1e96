/** Kysely over `node:sqlite`: one dialect holds one connection. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { RunsAtOnce } from '../../prepared.ts'
import { unlessBusy, whileBusy } from './retry.ts'

/** Prepared statements that a connection keeps; the queries of the whole program are fewer. */
const keptStatements = 256

/** A dialect whose every query runs on this connection, which it closes in the end. */
export function createSqliteDialect(database: DatabaseSync): Dialect {
  const connection = new SqliteConnection(database)
  return {
    createDriver: () => new SqliteDriver(database, connection),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SharedConnectionAdapter(connection),
    createIntrospector: kysely => new SqliteIntrospector(kysely),
  }
}

/** Queries are synchronous, so any number of callers may share the one connection without a lock. */
class SharedConnectionAdapter extends SqliteAdapter implements RunsAtOnce {
  readonly #connection: SqliteConnection

  constructor(connection: SqliteConnection) {
    super()
    this.#connection = connection
  }

  runAtOnce<Row>(query: CompiledQuery<Row>): QueryResult<Row> | Promise<QueryResult<Row>> {
    return this.#connection.runAtOnce(query)
  }

  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  readonly #database: DatabaseSync
  readonly #connection: SqliteConnection

  constructor(database: DatabaseSync, connection: SqliteConnection) {
    this.#database = database
    this.#connection = connection
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    return this.#connection
  }

  /** IMMEDIATE takes the write lock now: a transaction that first reads can then never be told to start again. */
  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await whileBusy(() => this.#database.exec('begin immediate'))
    connection.transacting = true
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    this.#database.exec('commit')
    connection.transacting = false
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    connection.transacting = false
    this.#database.exec('rollback')
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#database.close()
  }
}

class SqliteConnection implements DatabaseConnection {
  /** Within a transaction nothing is busy, and nothing may wait. */
  transacting = false
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, Statement>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.transacting ? this.#run(query) : this.runAtOnce(query)
  }

  /** A promise only where another process holds the database. */
  runAtOnce<Row>(query: CompiledQuery): QueryResult<Row> | Promise<QueryResult<Row>> {
    return unlessBusy(() => this.#run(query))
  }

  // biome-ignore lint/correctness/useYield: the contract wants a generator, and there is nothing to yield.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error(
      'The sqlite engine does not stream rows: a statement may not outlive its turn of the event loop.',
    )
  }

  #run<Row>({ sql, parameters, query }: CompiledQuery): QueryResult<Row> {
    const { prepared, rowsOf } = this.#prepare(sql)
    const values = parameters as SQLInputValue[]
    if (rowsOf === undefined) return { rows: [], numAffectedRows: BigInt(prepared.run(...values).changes) }
    const rows = rowsOf(prepared.all(...values)) as Row[]
    return SelectQueryNode.is(query) ? { rows } : { rows, numAffectedRows: BigInt(rows.length) }
  }

  #prepare(sql: string): Statement {
    const kept = this.#statements.get(sql)
    if (kept) return kept
    const prepared = this.#database.prepare(sql)
    const statement = { prepared, rowsOf: rowsReader(prepared) }
    if (this.#statements.size >= keptStatements) this.#statements.clear()
    this.#statements.set(sql, statement)
    return statement
  }
}

interface Statement {
  readonly prepared: StatementSync
  /** None of what changes rows and gives none: it tells by itself how many they were. */
  readonly rowsOf: RowsReader | undefined
}

type RowsReader = (found: readonly unknown[]) => readonly unknown[]

/** Objects that are made here are read faster than SQLite's, which have no prototype; Node gives arrays since 24.0. */
function rowsReader(prepared: StatementSync): RowsReader | undefined {
  const names = prepared.columns().map(({ name }) => name)
  if (names.length === 0) return undefined
  if (typeof prepared.setReturnArrays !== 'function') return found => found
  prepared.setReturnArrays(true)
  return found => (found as readonly (readonly unknown[])[]).map(values => rowOf(names, values))
}

function rowOf(names: readonly string[], values: readonly unknown[]): unknown {
  const row: Record<string, unknown> = {}
  for (let at = 0; at < names.length; at += 1) row[names[at] as string] = values[at]
  return row
}
