/** Snapshots for tests: what is in one, and another database made the same. */
import type { Row, Snapshot, Store, Writer } from '../index.ts'

export async function rowsOf(snapshot: Snapshot, table: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const row of snapshot.rows(table)) rows.push({ ...row })
  return rows
}

/** Makes `to`, which is empty, what `from` is. */
export async function fillFrom(
  from: Store,
  to: Store,
  settle: (transaction: Writer) => Promise<void> = async () => undefined,
): Promise<void> {
  await from.snapshot(({ migrations, rows }) => to.fill({ migrations, rows, settle }))
}
