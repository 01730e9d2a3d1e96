/** Everything that the database holds, to tell whether something changed. On the embedded one. */
import { sql } from 'kysely'
import type { Store } from '../../storage/index.ts'

/** Each row as JSON, behind the name of its table; in no order that means anything. */
export type Rows = ReadonlySet<string>

/** Without when a browser was last seen, which looking at a page may change. */
export async function allRows({ read }: Pick<Store, 'read'>): Promise<Rows> {
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
    read,
  )
  const rows = new Set<string>()
  for (const { name } of tables.rows) {
    const found = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(read)
    for (const { last_seen_at: _, ...row } of found.rows) rows.add(`${name} ${JSON.stringify(row)}`)
  }
  return rows
}

/** What there is only before or only after, told apart by a sign. */
export function changesBetween(before: Rows, after: Rows): readonly string[] {
  const gone = [...before].filter(row => !after.has(row)).map(row => `- ${row}`)
  const come = [...after].filter(row => !before.has(row)).map(row => `+ ${row}`)
  return [...gone, ...come]
}
