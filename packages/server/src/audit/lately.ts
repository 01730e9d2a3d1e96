/** When something was done last, for whoever limits how often it is done: what is written down outlives every restart. */
import type { Reader } from '../storage/index.ts'
import type { EventName } from './event-names.ts'

/** The instants of the newest events of that name which concern `of`, the newest first; milliseconds since 1970. */
export async function lately(
  reader: Reader,
  { of, what }: { readonly of: string; readonly what: EventName },
  limit: number,
): Promise<readonly number[]> {
  const rows = await reader
    .selectFrom('event_lists')
    .innerJoin('events', 'events.id', 'event_lists.event_id')
    .select('events.at')
    .where('event_lists.list_id', '=', of)
    .where('event_lists.what', '=', what)
    .orderBy('event_lists.event_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ at }) => at)
}
