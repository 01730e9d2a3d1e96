/** Rows of the usage log as they are written: each once, in one order on every node, so that two never wait for each other. */
import type { KeyUsageTable } from '../../storage/index.ts'

/** What rows are told apart by. */
export const told = ['key_id', 'day', 'action', 'target', 'client', 'network'] as const

/** Those that are told apart by nothing are added up: a statement must not change a row twice. */
export function eachOnce<Row extends KeyUsageTable>(uses: readonly Row[]): readonly Row[] {
  const rows: Row[] = []
  for (const row of uses.toSorted(inOrder)) {
    const last = rows.at(-1)
    if (last === undefined || inOrder(last, row) !== 0) rows.push(row)
    else rows[rows.length - 1] = { ...last, count: last.count + row.count }
  }
  return rows
}

function inOrder(one: KeyUsageTable, other: KeyUsageTable): number {
  for (const column of told) {
    if (one[column] === other[column]) continue
    return one[column] < other[column] ? -1 : 1
  }
  return 0
}
