/** A comparison as text: columns that line up, fastest first, each row compared with one of them. */
import type { Row } from './contest.ts'

export function table(rows: readonly Row[], against: string): string {
  const reference = rows.find(row => row.name === against)?.opsPerSecond
  const sorted = rows.toSorted((a, b) => (b.opsPerSecond ?? 0) - (a.opsPerSecond ?? 0))
  const cells = sorted.map(({ name, opsPerSecond, missing, includes }) =>
    opsPerSecond === undefined
      ? [name, '-', '-', '-', `not installed: ${missing}`]
      : [
          name,
          opsPerSecond.toLocaleString('en'),
          (1e6 / opsPerSecond).toFixed(1),
          reference === undefined ? '-' : `${(reference / opsPerSecond).toFixed(1)} x`,
          includes,
        ],
  )
  const lines = [['', 'per second', 'microseconds', `${against} is faster by`, 'measured'], ...cells]
  const widths = [0, 1, 2, 3].map(column => Math.max(...lines.map(line => line[column]?.length ?? 0)))
  return lines
    .map(([name = '', ...rest]) =>
      [
        name.padEnd(widths[0] ?? 0),
        ...rest.map((cell, i) => (i < 3 ? cell.padStart(widths[i + 1] ?? 0) : cell)),
      ].join('   '),
    )
    .join('\n')
}
