/** An event as it is read. Instants are milliseconds since 1970. */
import type { Selectable } from 'kysely'
import type { EventsTable } from '../storage/index.ts'

export interface EventRecord {
  readonly id: string
  /** One of `eventNames`, or one that a later version knows. */
  readonly what: string
  readonly at: number
  readonly actor: Named
  /** By what the actor was known: a key with its name as it was. */
  readonly credential: Named | undefined
  readonly address: string | undefined
  readonly client: string | undefined
  /** What it happened to. */
  readonly subject: Named | undefined
  /** The organization that it concerns. */
  readonly organization: { readonly id: string; readonly name: string | undefined } | undefined
  readonly details: Readonly<Record<string, unknown>>
}

/** Without a name where it is not known any more: the id stays. */
export interface Named {
  readonly kind: string
  readonly id: string | undefined
  readonly name: string | undefined
}

interface EventRow extends Selectable<EventsTable> {
  readonly actor_username: string | null
  readonly actor_organization_name: string | null
  readonly subject_username: string | null
  readonly subject_organization_name: string | null
  readonly organization_name: string | null
}

export function readEvent(row: EventRow): EventRecord {
  const { organization_id, credential_kind, credential_id, credential_name, subject_kind } = row
  return {
    ...{ id: String(row.id), what: row.what, at: row.at },
    actor: named(row.actor_kind, row.actor_id, row.actor_username ?? row.actor_organization_name),
    credential: credential_kind === null ? undefined : named(credential_kind, credential_id, credential_name),
    address: row.address ?? undefined,
    client: row.client ?? undefined,
    subject:
      subject_kind === null
        ? undefined
        : named(
            subject_kind,
            row.subject_id,
            row.subject_name ?? row.subject_username ?? row.subject_organization_name,
          ),
    organization:
      organization_id === null
        ? undefined
        : { id: organization_id, name: row.organization_name ?? undefined },
    details: row.details === null ? {} : JSON.parse(row.details),
  }
}

function named(kind: string, id: string | null, name: string | null): Named {
  return { kind, id: id ?? undefined, name: name ?? undefined }
}
