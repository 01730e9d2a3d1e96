/** What keys were lately used for: of each, one target of the last day on which it was used for any. */
import { sql } from 'kysely'
import type { Reader } from '../../storage/index.ts'

/** Backwards along the primary key, so that it costs the same however much was counted. */
const looked = 20

/** By the key's id; a package, where one is near. */
export async function latelyFor(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await reader
    .selectFrom('keys')
    .select(({ selectFrom }) => [
      'keys.id',
      selectFrom(
        selectFrom('key_usage')
          .select(['key_usage.day', 'key_usage.target'])
          .whereRef('key_usage.key_id', '=', 'keys.id')
          .where('key_usage.target', '<>', sql.lit(''))
          .orderBy('key_usage.day', 'desc')
          .orderBy('key_usage.action', 'desc')
          .orderBy('key_usage.target', 'desc')
          .limit(looked)
          .as('latest'),
      )
        .select('latest.target')
        .orderBy('latest.day', 'desc')
        .orderBy(sql`latest.target like ${sql.lit('%/%')}`, 'desc')
        .limit(1)
        .as('target'),
    ])
    .where('keys.id', 'in', ids)
    .execute()
  return new Map(rows.flatMap(({ id, target }) => (target === null ? [] : [[id, target] as const])))
}
