/** Tells a database that is gone or held from a bug: what cannot be confirmed is not allowed, and the answer is 503. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { StoreBusy } from './store.ts'

/**
 * Node's words for a network that failed, and PostgreSQL's (its manual, appendix A) for connections that broke (class
 * 08), are too many, or end because it stops or starts.
 */
const codes =
  /^(?:E(?:CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|08...|53300|57P0[1-3])$/

/** `pg` gives these no code. */
const messages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** SQLITE_READONLY, and PostgreSQL's read_only_sql_transaction: of a standby, or as an operator made it. */
const readOnlyInSqlite = 8
const readOnlyInPostgres = '25006'

export interface Unavailability extends Refusal<'busy' | 'read_only'> {
  /** Seconds: the `Retry-After` of the answer. */
  readonly retryAfter: number
}

/** What to answer where a store threw this error; `undefined` where trying again would not help. */
export function unavailability(error: unknown): Unavailability | undefined {
  if (isReadOnly(error)) return readOnly
  return isPassing(error) ? unavailable : undefined
}

function isReadOnly(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // SQLite's extended codes keep the plain one in their low byte.
  if ('errcode' in error) return (Number(error.errcode) & 0xff) === readOnlyInSqlite
  return 'code' in error && error.code === readOnlyInPostgres
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof StoreBusy) return true
  // A socket in a folder is not there while its server is not.
  if ('syscall' in error && error.syscall === 'connect') return true
  return 'code' in error && typeof error.code === 'string'
    ? codes.test(error.code)
    : messages.test(error.message)
}

const readOnly: Unavailability = Object.freeze({
  ...refuse(
    'read_only',
    'The database of this server takes no changes now, and nothing was changed.',
    'What only reads works meanwhile. Try again later, or ask its operator.',
  ),
  retryAfter: 60,
})

const unavailable: Unavailability = Object.freeze({
  ...refuse('busy', 'The database of this server does not answer.', 'Try again in a moment.'),
  retryAfter: 1,
})
