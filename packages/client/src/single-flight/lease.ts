/** The contract of a lock that processes share. `@latchkey/client/testing` holds its tests. */
import type { AuthError } from '../errors.ts'

/** The right to be the only one, for as long as nobody had reason to take it over. */
export interface Lease {
  /**
   * Whether it is still ours, looked up now. Asked right before sending what must be sent once, and right before
   * persisting: a process that was stopped for long wakes up without it.
   */
  holds(): boolean
}

/** Who has it, as far as that can be told. */
export interface Holder {
  /** Undefined where what is written there cannot be read. */
  readonly pid?: number
  readonly host?: string
  /** Milliseconds since 1970, by the holder's clock. */
  readonly since?: number
}

export interface LeaseOptions<Found = never> {
  /** Milliseconds that are waited at most, 30 000 unless told. Then `busy`. */
  readonly patience?: number
  /** Told of every holder that is waited for longer than a second, once each. */
  readonly onWait?: (holder: Holder) => void
  /** Looked at while waiting: something that is found here ends it, without the lease. */
  readonly instead?: () => Promise<Found | undefined>
  readonly signal?: AbortSignal
}

/** `busy`: try again. `store_unavailable`: no lock can be made there. `cancelled`: the signal. */
export type LeaseError = AuthError<'busy' | 'store_unavailable' | 'cancelled'>

export interface Locks {
  /**
   * Calls `act` while no other thread or process is inside an `act` of that name. A holder on this machine that died is
   * taken over at once; any other, when nothing was heard of it for 15 s. Never throws but what `act` throws.
   */
  withLease<T, Found = never>(
    name: string,
    act: (lease: Lease) => Promise<T>,
    options?: LeaseOptions<Found>,
  ): Promise<T | Found | LeaseError>
}
