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

/** Wide enough for every event of those days, and little more. Nothing where there is none. */
export async function spanOf(reader: Reader, query: EventQuery): Promise<Span | undefined> {
  const { from, until } = query
  const first = from === undefined ? undefined : await edge(reader, 'first', from - slack)
  const last = until === undefined ? undefined : await edge(reader, 'last', until + slack)
  if ((from !== undefined && first === undefined) || (until !== undefined && last === undefined))
    return undefined
  return {
    above: Math.max(first === undefined ? 0 : first - 1, idIn(query.before) ?? 0),
    below: Math.min(last === undefined ? Number.MAX_SAFE_INTEGER : last + 1, startBefore(query)),
  }
}

/** The id of the first event since an instant, or of the last one before it. */
async function edge(reader: Reader, which: 'first' | 'last', instant: number): Promise<number | undefined> {
  const order = which === 'first' ? 'asc' : 'desc'
  const row = await reader
    .selectFrom('events')
    .select('id')
    .where('at', which === 'first' ? '>=' : '<', instant)
    .orderBy('at', order)
    .orderBy('id', order)
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** Before everything where nothing was said, after everything where it is not one of ours. */
function startBefore({ after }: EventQuery): number {
  return after === undefined ? Number.MAX_SAFE_INTEGER : (idIn(after) ?? 0)
}

/** Cursors come back from strangers. */
function idIn(cursor: string | undefined): number | undefined {
  return cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : undefined
}
