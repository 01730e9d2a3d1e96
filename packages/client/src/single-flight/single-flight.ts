/** Does what must be done once, once: across callers, threads and processes. */
import { refused } from '@latchkey/tokens'
import { type AuthError, retryable } from '../errors.ts'
import type { Lease, LeaseError, LeaseOptions, Locks } from './lease.ts'
import { givenUp } from './lease-errors.ts'

export interface Flight<T extends object, E extends AuthError> {
  /** What is kept now. Asked under the lease, and while waiting for it. */
  readonly reread: () => Promise<T | undefined | E>
  /** Whether it is not what this caller came with: then somebody has acted already, and it is used. */
  readonly differs: (found: T) => boolean
  /** Acts and persists, asking `lease.holds()` before sending and before persisting; `lease_lost` where it does not. */
  readonly act: (found: T | undefined, lease: Lease) => Promise<T | E>
}

export type FlightOptions = Pick<LeaseOptions, 'patience' | 'onWait' | 'signal'>

/** Never acts without the lease. Callers of this thread that come while one is under way share what comes of it. */
export type SingleFlight = <T extends object, E extends AuthError>(
  name: string,
  flight: Flight<T, E>,
  options?: FlightOptions,
) => Promise<T | E | LeaseError>

export function createSingleFlight(locks: Locks): SingleFlight {
  const underWay = new Map<
    string,
    { readonly result: Promise<unknown>; readonly signal?: AbortSignal | undefined }
  >()

  return async <T extends object, E extends AuthError>(
    name: string,
    flight: Flight<T, E>,
    options: FlightOptions = {},
  ): Promise<T | E | LeaseError> => {
    for (let other = underWay.get(name); other !== undefined; other = underWay.get(name)) {
      // Flights of one name are of one kind.
      const result = (await unlessAborted(other.result, name, options.signal)) as T | E | LeaseError
      // That the other one was called off is no answer to this caller.
      const calledOff = other.signal?.aborted === true && !options.signal?.aborted
      if (refused(result) ? !calledOff : flight.differs(result)) return result
    }
    const result = fly(locks, name, flight, options)
    underWay.set(name, { result, signal: options.signal })
    try {
      return await result
    } finally {
      underWay.delete(name)
    }
  }
}

/** Who was held up for so long that another took over comes back, and uses what that one did. */
async function fly<T extends object, E extends AuthError>(
  locks: Locks,
  name: string,
  flight: Flight<T, E>,
  options: FlightOptions,
): Promise<T | E | LeaseError> {
  for (let losses = 1; ; losses += 1) {
    let isLost = false
    const act: Flight<T, E>['act'] = async (found, lease) => {
      const result = await flight.act(found, lease)
      // What failed while another took over (a time that ran out, say) may have been done by that one.
      isLost = refused(result) && retryable(result) && !lease.holds()
      return result
    }
    const result = await flyOnce<T, E>(locks, name, { ...flight, act }, options)
    if (!isLost || losses === 3) return result
  }
}

function flyOnce<T extends object, E extends AuthError>(
  locks: Locks,
  name: string,
  { reread, differs, act }: Flight<T, E>,
  options: FlightOptions,
): Promise<T | E | LeaseError> {
  const usable = (found: T | undefined | E): found is T =>
    found !== undefined && !refused(found) && differs(found)
  return locks.withLease<T | E, T>(
    name,
    async lease => {
      const found = await reread()
      if (refused(found) || usable(found)) return found
      return act(found, lease)
    },
    {
      ...options,
      async instead() {
        const found = await reread()
        return usable(found) ? found : undefined
      },
    },
  )
}

/** What others wait for too, or what must come to its end: a signal ends the wait for it, and not the thing itself. */
export function unlessAborted<T>(
  result: Promise<T>,
  name: string,
  signal?: AbortSignal,
): Promise<T | LeaseError> {
  if (signal === undefined) return result
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(givenUp(name))
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
