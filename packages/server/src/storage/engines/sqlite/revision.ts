/** Whether anybody wrote: what SQLite itself counts to know whether its pages still hold. */
import type { DatabaseSync } from 'node:sqlite'
import { shareReadings } from '../../share-readings.ts'
import type { Store } from '../../store.ts'
import { whileBusy } from './retry.ts'

/** `pragma data_version` moves on with every commit of another connection, so `reading` must be one that never writes. */
export function createRevision(reading: DatabaseSync): Store['revision'] {
  const version = reading.prepare('pragma data_version')
  return shareReadings(() => whileBusy(() => String(version.get()?.data_version)))
}
