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

export interface Unavailability extends Refusal<'busy'> {
  /** Seconds: the `Retry-After` of the answer. */
  readonly retryAfter: number
}

/** What to answer where a store threw this error; `undefined` where trying again would not help. */
export function unavailability(error: unknown): Unavailability | undefined {
  return isPassing(error) ? unavailable : undefined
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

const unavailable: Unavailability = Object.freeze({
  ...refuse('busy', 'The database of this server does not answer.', 'Try again in a moment.'),
  retryAfter: 1,
})
