/** Kysely over `pg`: one dialect holds one pool of connections. */
import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

export interface PoolOptions {
  readonly url: string
  /** Whether its queries may change anything. */
  readonly access: 'read only' | 'read write'
}

/** Connections of one pool. PostgreSQL runs few queries at a time better than many. */
const poolSize = 8

/** Milliseconds. What cannot be reached by then is down; a transaction that stands still that long awaits something else. */
const patience = 5_000

export function createPostgresDialect({ url, access }: PoolOptions): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'latchkey',
    max: poolSize,
    connectionTimeoutMillis: patience,
    idle_in_transaction_session_timeout: patience,
    types: { getTypeParser },
    // The pool's own, because it gives the place free of a connection that breaks meanwhile; Kysely's keeps it.
    onConnect: connection =>
      connection.query(`set session characteristics as transaction ${access}`).then(() => undefined),
  })
  // An idle connection that breaks leaves the pool; whoever needs one hears about it when they ask for one.
  pool.on('error', () => undefined)
  // One in use tells who uses it, and then everybody: unheard, that would end the process.
  pool.on('connect', connection => connection.on('error', () => undefined))
  return new PostgresDialect({ pool })
}

/** `bigint` as a number: instants, sizes and counts stay far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format)
