/** The room's living part: reading events, noting refusals, and forgetting what is too old. */
import type { Clock } from '../host/index.ts'
import type { Store } from '../storage/index.ts'
import type { Cause } from './cause.ts'
import type { EventFilter, EventList, EventPage, EventQuery } from './event-query.ts'
import { listEvents } from './list-events.ts'
import { recordEvent } from './record-event.ts'
import { createRefusals, type Refusals } from './refusals.ts'
import { deleteEventsBefore } from './retention.ts'

export interface Audit extends Refusals {
  /** The newest first. Whoever may read them is for the caller to ask. */
  list(list: EventList, query?: EventQuery): Promise<EventPage>
  /** Writes down who takes events with them, before they do. */
  recordExport(exported: Exported, cause: Cause): Promise<void>
  /** Deletes events that are older than so many days, in small batches, until it is done or told to stop. Gives how many. */
  prune(days: number, signal?: AbortSignal): Promise<number>
}

export interface AuditOptions {
  readonly store: Store
  readonly clock: Clock
  /** Hears why refusals could not be written; they are tried again. */
  readonly failed?: (error: unknown) => void
}

export interface Exported {
  /** Whose they are, where they are not one's own: an organization's, or those of another account. */
  readonly organizationId?: string
  readonly accountId?: string
  /** What they are written as: `csv`. */
  readonly format: string
  readonly filter: EventFilter
}

const day = 86_400_000

export function createAudit(options: AuditOptions): Audit {
  const { store, clock } = options
  return {
    ...createRefusals(options),
    list: (list, query = {}) => listEvents(store.read, list, query),
    recordExport: ({ format, filter, ...concerning }, cause) =>
      store.write(transaction =>
        recordEvent(transaction, {
          ...{ what: 'audit.exported', at: clock.now(), cause, ...concerning },
          // Only what they were filtered by: an address in here would outlive its person.
          details: { format, filters: Object.keys(filter) },
        }),
      ),
    prune: (days, signal) => deleteEventsBefore(store, clock.now() - days * day, signal),
  }
}
