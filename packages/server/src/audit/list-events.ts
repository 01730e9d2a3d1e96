/** Reading events: the newest first, a page at a time, with the names of accounts that are there still, and of organizations. */
import { type Page, type PageRequest, pageOf, type Reader, rowsFor } from '../storage/index.ts'
import type { EventName } from './event-names.ts'
import { type EventRecord, readEvent } from './event-record.ts'

/** Whose events: those that concern an account or an organization, or all of them. */
export type EventList = { readonly of: string } | 'all'

export interface EventQuery extends PageRequest {
  /** Only of this name. */
  readonly what?: EventName
  /** Only what was done with this key, or to it. */
  readonly key?: string
  /** Only what was done with this login, or to it. */
  readonly login?: string
}

export async function listEvents(
  reader: Reader,
  list: EventList,
  query: EventQuery,
): Promise<Page<EventRecord>> {
  const rows = await reader
    .selectFrom(idsOf(reader, list, query).as('page'))
    .innerJoin('events', 'events.id', 'page.event_id')
    .leftJoin('accounts as actor_account', join =>
      join.onRef('actor_account.id', '=', 'events.actor_id').on('actor_account.deleted_at', 'is', null),
    )
    .leftJoin('organizations as actor_organization', 'actor_organization.id', 'events.actor_id')
    .leftJoin('accounts as subject_account', join =>
      join.onRef('subject_account.id', '=', 'events.subject_id').on('subject_account.deleted_at', 'is', null),
    )
    .leftJoin('organizations as subject_organization', 'subject_organization.id', 'events.subject_id')
    .leftJoin('organizations', 'organizations.id', 'events.organization_id')
    .selectAll('events')
    .select([
      'actor_account.username as actor_username',
      'actor_organization.name as actor_organization_name',
    ])
    .select([
      'subject_account.username as subject_username',
      'subject_organization.name as subject_organization_name',
    ])
    .select('organizations.name as organization_name')
    .orderBy('events.id', 'desc')
    .execute()
  return pageOf(query, rows, readEvent, ({ id }) => String(id))
}

/** The page's ids, by one range of one index: the joins above meet a page of rows, however many there are. */
function idsOf(reader: Reader, list: EventList, { what, key, login, ...page }: EventQuery) {
  const credential = key ?? login
  const before = startBefore(page)
  const own = list === 'all' ? undefined : list.of
  if (own === undefined && credential === undefined) {
    const all = reader.selectFrom('events').select('events.id as event_id').where('events.id', '<', before)
    const named = what === undefined ? all : all.where('events.what', '=', what)
    return named.orderBy('events.id', 'desc').limit(rowsFor(page))
  }
  const listed = reader
    .selectFrom('event_lists')
    .select('event_lists.event_id')
    .where('event_lists.list_id', '=', credential ?? own ?? '')
    .where('event_lists.event_id', '<', before)
  const named = what === undefined ? listed : listed.where('event_lists.what', '=', what)
  const within =
    own === undefined || credential === undefined
      ? named
      : named.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('event_lists as own')
              .select('own.event_id')
              .where('own.list_id', '=', own)
              .whereRef('own.event_id', '=', 'event_lists.event_id'),
          ),
        )
  return within.orderBy('event_lists.event_id', 'desc').limit(rowsFor(page))
}

/** Before everything where nothing was said, after everything where it is not one of ours. */
function startBefore({ after }: PageRequest): number {
  if (after === undefined) return Number.MAX_SAFE_INTEGER
  return /^\d{1,15}$/.test(after) ? Number(after) : 0
}
