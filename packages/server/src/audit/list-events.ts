/** Reading events: the newest first, a page at a time, with the names of accounts that are there still, and of organizations. */
import { type Reader, rowsFor } from '../storage/index.ts'
import { findIds } from './event-ids.ts'
import type { EventList, EventPage, EventQuery } from './event-query.ts'
import { readEvent } from './event-record.ts'
import { spanOf } from './event-span.ts'

/** So many of what an index finds are looked at for one page: that bounds its cost, whatever else is asked of them. */
const mostLookedAt = 2_000

export async function listEvents(
  reader: Reader,
  list: EventList,
  query: EventQuery,
  most = mostLookedAt,
): Promise<EventPage> {
  const span = await spanOf(reader, query)
  const towards = query.before === undefined ? 'older' : 'newer'
  const search = { list, filter: query, span, towards, mostLookedAt: most, limit: rowsFor(query) } as const
  const { ids, lookedUpTo } = await findIds(reader, search)
  const shown = ids.slice(0, rowsFor(query) - 1)
  const items = (await withNames(reader, shown)).map(readEvent)
  const further = shown.length < ids.length ? shown.at(-1) : lookedUpTo
  if (towards === 'newer')
    return {
      items,
      next: String(shown.at(0) ?? span.above + 1),
      ...(further && { previous: String(further) }),
    }
  return {
    items,
    ...(further && { next: String(further) }),
    ...(query.after !== undefined && { previous: String(shown.at(0) ?? span.below - 1) }),
  }
}

async function withNames(reader: Reader, ids: readonly number[]) {
  if (ids.length === 0) return []
  return await reader
    .selectFrom('events')
    .where('events.id', 'in', ids)
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
}
