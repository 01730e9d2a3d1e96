/** Queries that are built and compiled once: on the hottest paths that costs more than to run them. */
import type { CompiledQuery } from 'kysely'
import type { Reader } from './store.ts'

/**
 * Runs a query that is always the same but for these values. `build` is called once for each kind of database, with
 * stand-ins that it hands to the query as they are: it must not look at them.
 *
 *     const findName = prepared((reader: Reader, name: string) => reader.selectFrom('names').selectAll().where('name', '=', name))
 *     const [row] = await findName(store.read, 'acme')
 */
export function prepared<Values extends readonly (string | number | null)[], Row>(
  build: (reader: Reader, ...values: Values) => { compile(): CompiledQuery<Row> },
): (reader: Reader, ...values: Values) => Promise<readonly Row[]> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>()
  const standIns = Array.from({ length: build.length - 1 }, (_, at) => `value ${at} of a prepared query`)

  function compile(reader: Reader): CompiledQuery<Row> {
    const { adapter } = reader.getExecutor()
    const known = compiled.get(adapter)
    if (known !== undefined) return known
    const query = build(reader, ...(standIns as readonly unknown[] as Values)).compile()
    compiled.set(adapter, query)
    return query
  }

  return async (reader, ...values) => {
    const query = compile(reader)
    const parameters = query.parameters.map(each => {
      const at = standIns.indexOf(each as string)
      return at < 0 ? each : values[at]
    })
    return (await reader.executeQuery<Row>({ ...query, parameters })).rows
  }
}
