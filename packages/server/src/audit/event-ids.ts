/**
 * Which events meet a filter: the index that finds the fewest of them is read in the order of ids, and everything else that
 * is asked is asked of what it finds.
 */
import type { AliasedSelectQueryBuilder } from 'kysely'
import type { Reader } from '../storage/index.ts'
import type { EventFilter, EventList } from './event-query.ts'
import { newest, type Span } from './event-span.ts'

export interface Search {
  readonly list: EventList
  readonly filter: EventFilter
  readonly span: Span
  /** From which end of the span it is read. */
  readonly towards: 'older' | 'newer'
  /** Of what the index finds. */
  readonly mostLookedAt: number
  readonly limit: number
}

export interface Found {
  /** In the order in which they were read. */
  readonly ids: readonly number[]
  /** Where to go on, if the search ended before the span did. */
  readonly lookedUpTo?: number
}

export async function findIds(reader: Reader, search: Search): Promise<Found> {
  const { span, towards, mostLookedAt, limit } = search
  const { index, rest } = planOf(search)
  const order = towards === 'older' ? 'desc' : 'asc'
  // A bound that bounds nothing is left out: of two, PostgreSQL expects so few rows that it sorts all there are.
  const within = reader
    .selectFrom(idsBy(reader, index))
    .select('found.event_id')
    .$if(span.above > 0, query => query.where('found.event_id', '>', span.above))
    .$if(span.below < newest, query => query.where('found.event_id', '<', span.below))
    .orderBy('found.event_id', order)
  if (rest === undefined) return { ids: idsOf(await within.limit(limit).execute()) }

  const [beyond] = idsOf(await within.offset(mostLookedAt).limit(1).execute())
  let meeting = within.innerJoin('events', 'events.id', 'found.event_id')
  if (beyond !== undefined) meeting = meeting.where('found.event_id', towards === 'older' ? '>' : '<', beyond)
  for (const list of rest.lists)
    meeting = meeting.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('event_lists')
          .select('event_lists.event_id')
          .where('event_lists.list_id', '=', list)
          .whereRef('event_lists.event_id', '=', 'found.event_id'),
      ),
    )
  const { what, actor, address, from, until } = rest.columns
  if (what !== undefined) meeting = meeting.where('events.what', '=', what)
  if (actor !== undefined) meeting = meeting.where('events.actor_id', '=', actor)
  if (address !== undefined) meeting = meeting.where('events.address', '=', address)
  if (from !== undefined) meeting = meeting.where('events.at', '>=', from)
  if (until !== undefined) meeting = meeting.where('events.at', '<', until)
  const ids = idsOf(await meeting.limit(limit).execute())
  return beyond === undefined ? { ids } : { ids, lookedUpTo: towards === 'older' ? beyond + 1 : beyond - 1 }
}

function idsOf(rows: readonly { readonly event_id: number }[]): number[] {
  return rows.map(row => row.event_id)
}

/** One range of one index. */
type Index =
  | { readonly of: 'list'; readonly list: string; readonly what: string | undefined }
  | { readonly of: 'address'; readonly address: string }
  | { readonly of: 'all'; readonly what: string | undefined }

interface Plan {
  readonly index: Index
  /** What the index does not answer. */
  readonly rest:
    | { readonly lists: readonly string[]; readonly columns: Omit<EventFilter, 'key' | 'login' | 'package'> }
    | undefined
}

/** A package, a key, a login and a person are in fewer events than an address is, and that in fewer than an organization. */
function planOf({ list, filter }: Search): Plan {
  const { what, actor, key, login, address, from, until } = filter
  const own = list === 'all' ? undefined : list.of
  const days = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) }
  const did = actor === undefined ? {} : { actor }
  const [narrowest, ...others] = [filter.package, key, login, actor].filter(id => id !== undefined)
  if (narrowest !== undefined) {
    const lists = [...others, ...(own === undefined ? [] : [own])]
    const columns = { ...days, ...did, ...(address !== undefined && { address }) }
    return planned({ of: 'list', list: narrowest, what }, lists, columns)
  }
  if (address !== undefined) {
    const columns = { ...days, ...(what !== undefined && { what }) }
    return planned({ of: 'address', address }, own === undefined ? [] : [own], columns)
  }
  return planned(own === undefined ? { of: 'all', what } : { of: 'list', list: own, what }, [], days)
}

function planned(
  index: Index,
  lists: readonly string[],
  columns: NonNullable<Plan['rest']>['columns'],
): Plan {
  const nothing = lists.length === 0 && Object.keys(columns).length === 0
  return { index, rest: nothing ? undefined : { lists, columns } }
}

function idsBy(reader: Reader, index: Index): AliasedSelectQueryBuilder<{ event_id: number }, 'found'> {
  if (index.of === 'list') {
    const listed = reader.selectFrom('event_lists').select('event_lists.event_id')
    const own = listed.where('event_lists.list_id', '=', index.list)
    return (index.what === undefined ? own : own.where('event_lists.what', '=', index.what)).as('found')
  }
  const all = reader.selectFrom('events').select('events.id as event_id')
  if (index.of === 'address') return all.where('events.address', '=', index.address).as('found')
  return (index.what === undefined ? all : all.where('events.what', '=', index.what)).as('found')
}
