/** The tables of what happened. */
import type { Generated } from 'kysely'

/** What happened, in the order in which it was written down. Names are as they were then. */
export interface EventsTable {
  id: Generated<number>
  what: string
  /** Milliseconds since 1970. */
  at: number
  organization_id: string | null
  actor_kind: 'account' | 'organization' | 'operator' | 'nobody'
  actor_id: string | null
  credential_kind: 'session' | 'password' | 'link' | 'key' | 'login' | 'passkey' | null
  credential_id: string | null
  credential_name: string | null
  address: string | null
  client: string | null
  subject_kind: string | null
  subject_id: string | null
  /** Null for accounts and organizations, whose names are looked up. */
  subject_name: string | null
  /** A small JSON object. */
  details: string | null
}

/** In whose lists an event stands: those of accounts, organizations, packages, keys and logins, by their ids. */
export interface EventListsTable {
  list_id: string
  event_id: number
  /** The event's, for lists of one kind. */
  what: string
}

export interface EventTables {
  events: EventsTable
  event_lists: EventListsTable
}
