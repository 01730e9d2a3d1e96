/** From days to ids, which are what lists of events are read by. */
import type { Reader } from '../storage/index.ts'
import type { EventQuery } from './event-query.ts'

/** The ids that a page may have: none of both bounds is one of them. */
export interface Span {
  readonly above: number
  readonly below: number
}

/** Events stand in the order of time, give or take what the clocks of nodes differ. */
const slack = 10 * 60 * 1000

/** Wide enough for every event of those days, and little more. */
export async function spanOf(reader: Reader, query: EventQuery): Promise<Span> {
  const { from, until, after, before } = query
  const last = from === undefined ? undefined : await lastBefore(reader, from - slack)
  const first = until === undefined ? undefined : await firstSince(reader, until + slack)
  return {
    above: Math.max(last ?? 0, idIn(before) ?? 0),
    // Nothing is older than a cursor that is none of ours.
    below: Math.min(first ?? newest, after === undefined ? newest : (idIn(after) ?? 0)),
  }
}

/** No event comes after it. */
export const newest = Number.MAX_SAFE_INTEGER

async function lastBefore(reader: Reader, instant: number): Promise<number | undefined> {
  const earlier = reader.selectFrom('events').select('id').where('at', '<', instant)
  return (await earlier.orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id
}

async function firstSince(reader: Reader, instant: number): Promise<number | undefined> {
  const later = reader.selectFrom('events').select('id').where('at', '>=', instant)
  return (await later.orderBy('at').orderBy('id').limit(1).executeTakeFirst())?.id
}

/** Cursors come back from strangers. */
function idIn(cursor: string | undefined): number | undefined {
  return cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : undefined
}
