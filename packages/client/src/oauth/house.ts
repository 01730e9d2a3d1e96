/** What the rooms that talk to an authorization server are handed. */
import type { Http } from '../http/index.ts'
import type { Machine } from '../machine.ts'
import type { Registry } from '../registry/index.ts'
import type { Holder, Locks, SingleFlight } from '../single-flight/index.ts'
import type { Store } from '../stores/index.ts'
import type { Trace } from '../trace.ts'

/** To ask. */
export interface Asking {
  readonly registry: Registry
  readonly http: Http
  readonly machine: Pick<Machine, 'clock' | 'random'>
}

/** To change what is kept. */
export interface House extends Asking {
  readonly store: Store
  readonly singleFlight: SingleFlight
  /** The same locks that `singleFlight` stands on. */
  readonly locks: Locks
  readonly trace: Trace
  /** Where the accounts of one registry are told apart: which of them this is about. */
  readonly account?: string
  /** Milliseconds before its end at which a token is replaced; five minutes unless told. */
  readonly refreshAhead?: number
  /** Told that another process is at it, and this one waits. */
  readonly onWait?: (holder: Holder) => void
}
