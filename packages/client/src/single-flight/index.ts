/**
 * One refresh, one exchange, one login, however many threads and processes ask at once.
 *
 * 1. Nothing is done without the lease: who cannot get it is told `busy`, and by whom.
 * 2. Under the lease: re-read, use what differs from what the caller came with, else act and persist.
 * 3. The lease is looked up again before sending and before persisting.
 * 4. A holder that died is taken over at once; any other after 15 s of silence, by the observer's monotonic clock.
 * 5. Never held while the host's own function runs.
 *
 *     const flight = createSingleFlight(createFileLocks({ folder, clock, random }))
 *     const login = await flight(loginName(origin), { reread, differs: found => !same(found, came), act: refresh })
 */
export { createFileLocks, type FileLockOptions } from './file-locks.ts'
export { type HeldLock, heldLocks } from './held-locks.ts'
export type { Holder, Lease, LeaseError, LeaseOptions, Locks } from './lease.ts'
export { createMemoryLocks } from './memory-locks.ts'
export type { ProcessTable } from './processes/process-table.ts'
export {
  createSingleFlight,
  type Flight,
  type FlightOptions,
  type SingleFlight,
  unlessAborted,
} from './single-flight.ts'
