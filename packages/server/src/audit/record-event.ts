/** Writing an event down, in the transaction of what happened: neither is ever there without the other. */
import type { EventsTable, Writer } from '../storage/index.ts'
import type { Cause } from './cause.ts'
import type { EventName } from './event-names.ts'

export interface NewEvent {
  readonly what: EventName
  /** Milliseconds since 1970. */
  readonly at: number
  readonly cause: Cause
  /** What it happened to. */
  readonly subject?: Subject
  /** The organization that it concerns: its owners and admins may read it. */
  readonly organizationId?: string
  /** A person whom it concerns, besides the one who did it and the subject: they may read it. */
  readonly accountId?: string
  /** What else is to be known, in a few words. Never a secret, and nothing that tells who a person is. */
  readonly details?: Details
}

/** Accounts and organizations keep their names; everything else is named as it was. */
export type Subject =
  | { readonly kind: 'account' | 'organization'; readonly id: string }
  | {
      readonly kind: 'repository' | 'package' | 'key' | 'login' | 'passkey' | 'client' | 'master key'
      readonly id: string
      readonly name: string
    }

export type Details = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** Clients say of themselves what they like. */
const longestClient = 256

export async function recordEvent(transaction: Writer, event: NewEvent): Promise<void> {
  const { what, at, cause, subject, details } = event
  const { actor, credential } = cause
  const row: Omit<EventsTable, 'id'> = {
    what,
    at,
    organization_id: event.organizationId ?? null,
    actor_kind: actor.kind,
    actor_id: 'id' in actor ? actor.id : null,
    credential_kind: credential?.kind ?? null,
    credential_id: credential !== undefined && 'id' in credential ? credential.id : null,
    credential_name: credential !== undefined && 'name' in credential ? credential.name : null,
    address: cause.address ?? null,
    client: cause.client?.slice(0, longestClient) ?? null,
    subject_kind: subject?.kind ?? null,
    subject_id: subject?.id ?? null,
    subject_name: subject !== undefined && 'name' in subject ? subject.name : null,
    details: details === undefined ? null : JSON.stringify(details, inShort),
  }
  const { id } = await transaction.insertInto('events').values(row).returning('id').executeTakeFirstOrThrow()
  const lists = listsOf(event).map(list => ({ list_id: list, what, event_id: id }))
  if (lists.length > 0) await transaction.insertInto('event_lists').values(lists).execute()
}

/** Others wrote some of it, and each is free to write much. */
function inShort(_name: string, value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, 500)
  return Array.isArray(value) ? value.slice(0, 20) : value
}

const withLists: ReadonlySet<Subject['kind']> = new Set([
  'account',
  'organization',
  'package',
  'key',
  'login',
])

/** Whose lists show it: the organization's, the persons', the package's, the keys' and the logins' that it concerns. */
function listsOf({ cause: { actor, credential }, subject, organizationId, accountId }: NewEvent): string[] {
  const listed = subject !== undefined && withLists.has(subject.kind)
  const ids = [
    ...[organizationId, accountId, 'id' in actor ? actor.id : undefined],
    ...[
      credential !== undefined && 'id' in credential ? credential.id : undefined,
      listed ? subject.id : undefined,
    ],
  ]
  return [...new Set(ids.filter(id => id !== undefined))]
}
