/** Which events are asked for. Everything that is named has to be true of an event. */
import type { Page, PageRequest } from '../storage/index.ts'
import type { EventName } from './event-names.ts'
import type { EventRecord } from './event-record.ts'

/** Whose events: those that concern an account or an organization, or all of them. */
export type EventList = { readonly of: string } | 'all'

export interface EventFilter {
  /** Only of this name. */
  readonly what?: EventName
  /** Only what the account of this id did. */
  readonly actor?: string
  /** Only what was done with the key of this id, or to it. */
  readonly key?: string
  /** Only what was done with the login of this id, or to it. */
  readonly login?: string
  /** Only what happened to the package of this id. */
  readonly package?: string
  /** Only what was done from this address. */
  readonly address?: string
  /** The first instant, in milliseconds since 1970. */
  readonly from?: number
  /** The instant before which it was. */
  readonly until?: number
}

export interface EventQuery extends EventFilter, PageRequest {
  /** Where the page after begins: its `previous`. Asks for what is newer than that, where `after` asks for what is older. */
  readonly before?: string
}

/**
 * The newest first. A page may hold fewer than asked for, or none, and still have a `next`: of a filter that few events
 * meet, one page looks through so many and no more.
 */
export interface EventPage extends Page<EventRecord> {
  /** Ask for the page before with `before: previous`; absent on the first. */
  readonly previous?: string
}
