/** Where a page begins of rows by their owner, and the newest of each first. */
import { type RawBuilder, sql } from 'kysely'

export interface Place {
  readonly owner: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly id: string
}

export function writePlace({ owner, createdAt, id }: Place): string {
  return `${owner}.${createdAt}.${id}`
}

/** No condition where nothing was said, and no row where it is not one of ours. */
export function behind(
  after: string | undefined,
  columns: Readonly<Record<keyof Place, string>>,
): RawBuilder<boolean> {
  if (after === undefined) return sql<boolean>`1 = 1`
  const id = '([A-Za-z0-9_-]{1,64})'
  const [, owner, createdAt, last] = new RegExp(`^${id}\\.(\\d{1,15})\\.${id}$`).exec(after) ?? []
  if (owner === undefined) return sql<boolean>`1 = 0`
  const [ownerColumn, createdAtColumn, idColumn] = [columns.owner, columns.createdAt, columns.id].map(
    column => sql.ref(column),
  )
  return sql<boolean>`(${ownerColumn}, ${createdAtColumn}, ${idColumn}) < (${owner}, ${Number(createdAt)}, ${last})`
}
