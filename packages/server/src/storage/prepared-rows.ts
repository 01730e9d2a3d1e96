/** Changes that take a table of values, however many rows it has, and are built and compiled for a few sizes only. */
import { type RawBuilder, sql } from 'kysely'
import { type Built, preparedFor, type Value } from './prepared.ts'
import type { Reader, Writer } from './store.ts'

/** Rows. Parameters of a statement are limited, and so is for how long one holds the store. */
const sizes = [1, 20, 200] as const
const [, , most] = sizes

export type ColumnType = 'text' | 'bigint'

/** The row of a table with these columns. */
export type RowOf<Columns extends Readonly<Record<string, ColumnType>>> = {
  readonly [Name in keyof Columns]: (Columns[Name] extends 'text' ? string : number) | null
}

/**
 * Runs a change with rows, by statements of 200 at most. `build` is given them as the body of a common table expression,
 * which is filled up with rows of nulls: the change must leave out a row whose first column is null.
 *
 *     const note = preparedRows({ noted_id: 'text', at: 'bigint' }, (writer, rows) =>
 *       writer.with('noted(noted_id, at)', () => rows).updateTable('keys').from('noted').set(...).whereRef('id', '=', 'noted_id'))
 *     await note(transaction, [{ noted_id: 'a', at: 1 }, { noted_id: 'b', at: 2 }])
 */
export function preparedRows<const Columns extends Readonly<Record<string, ColumnType>>>(
  columns: Columns,
  build: (reader: Reader, rows: RawBuilder<RowOf<Columns>>) => Built<unknown>,
): (transaction: Writer, rows: readonly RowOf<Columns>[]) => Promise<void> {
  const names = Object.keys(columns)
  const types = Object.values(columns)
  const statements = sizes.map(size => ({
    size,
    run: preparedFor(size * names.length, (reader, standIns) => build(reader, tableOf(types, standIns))),
  }))
  return async (transaction, rows) => {
    for (let from = 0; from < rows.length; from += most) {
      const batch = rows.slice(from, from + most)
      const statement = statements.find(({ size }) => size >= batch.length)
      if (statement === undefined) return
      const values: Value[] = []
      for (const row of batch) for (const name of names) values.push(row[name] ?? null)
      while (values.length < statement.size * names.length) values.push(null)
      await statement.run(transaction, values)
    }
  }
}

function tableOf<Row>(types: readonly ColumnType[], standIns: readonly string[]): RawBuilder<Row> {
  const rows: RawBuilder<unknown>[] = []
  for (let from = 0; from < standIns.length; from += types.length) {
    const values = types.map((type, at) => sql`cast(${standIns[from + at]} as ${sql.raw(type)})`)
    rows.push(sql`(${sql.join(values)})`)
  }
  return sql<Row>`(values ${sql.join(rows)})`
}
