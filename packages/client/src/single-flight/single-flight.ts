/** Does what must be done once, once: across callers, threads and processes. */
import type { AuthError } from '../errors.ts'
import type { Lease, LeaseError, LeaseOptions, Locks } from './lease.ts'

export interface Flight<T extends object, E extends AuthError> {
  /** What is kept now. Asked under the lease, and while waiting for it. */
  readonly reread: () => Promise<T | undefined | E>
  /** Whether it is not what this caller came with: then somebody has acted already, and it is used. */
  readonly differs: (found: T) => boolean
  /** Acts and persists, asking `lease.holds()` before sending and before persisting. */
  readonly act: (found: T | undefined, lease: Lease) => Promise<T | E>
}

export type FlightOptions = Pick<LeaseOptions, 'patience' | 'onWait' | 'signal'>

/** Never acts without the lease. Callers of this process that come while one is under way share what comes of it. */
export type SingleFlight = <T extends object, E extends AuthError>(
  name: string,
  flight: Flight<T, E>,
  options?: FlightOptions,
) => Promise<T | E | LeaseError>

export function createSingleFlight(_locks: Locks): SingleFlight {
  return async () => {
    throw new Error('not built yet')
  }
}
