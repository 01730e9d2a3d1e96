/** Queries that are built and compiled once: on the hottest paths that costs more than to run them. */
import type { CompiledQuery, DialectAdapter, QueryResult } from 'kysely'
import type { Reader } from './store.ts'

export type Value = string | number | null

/**
 * What the adapter of an engine may do whose readers have one connection: Kysely's way to it, past a pool, plugins and a log, takes
 * as long as to look up a row.
 */
export interface RunsAtOnce {
  runAtOnce<Row>(query: CompiledQuery<Row>): QueryResult<Row> | Promise<QueryResult<Row>>
}

/** What a query is built into. */
export interface Built<Row> {
  compile(): CompiledQuery<Row>
}

/**
 * Runs a query that is always the same but for these values. `build` is called once for each kind of database, with
 * stand-ins that it hands to the query as they are: it must not look at them.
 *
 *     const findName = prepared((reader: Reader, name: string) => reader.selectFrom('names').selectAll().where('name', '=', name))
 *     const [row] = await findName(store.read, 'acme')
 */
export function prepared<Values extends readonly Value[], Row>(
  build: (reader: Reader, ...values: Values) => Built<Row>,
): (reader: Reader, ...values: Values) => Promise<readonly Row[]> {
  const run = preparedFor<Row>(build.length - 1, (reader, standIns) =>
    build(reader, ...(standIns as readonly unknown[] as Values)),
  )
  return (reader, ...values) => run(reader, values)
}

/** The same for so many values as are given in one list. */
export function preparedFor<Row>(
  count: number,
  build: (reader: Reader, standIns: readonly string[]) => Built<Row>,
): (reader: Reader, values: readonly Value[]) => Promise<readonly Row[]> {
  const plans = new WeakMap<object, Plan<Row>>()
  return async (reader, values) => {
    const { adapter } = reader.getExecutor()
    let plan = plans.get(adapter)
    if (plan === undefined) {
      const standIns = Array.from({ length: count }, (_, at) => `value ${at} of a prepared query`)
      plan = planOf(build(reader, standIns).compile(), standIns)
      plans.set(adapter, plan)
    }
    const { query, places } = plan
    const parameters = query.parameters.map((own, at) => {
      const place = places[at]
      return place === undefined ? own : values[place]
    })
    const { sql, query: node, queryId } = query
    const found = run<Row>(reader, adapter, { sql, parameters, query: node, queryId })
    return (found instanceof Promise ? await found : found).rows
  }
}

/** A transaction's queries go through Kysely, which refuses those that come after its end. */
function run<Row>(
  reader: Reader,
  adapter: DialectAdapter & Partial<RunsAtOnce>,
  query: CompiledQuery<Row>,
): QueryResult<Row> | Promise<QueryResult<Row>> {
  return adapter.runAtOnce === undefined || reader.isTransaction
    ? reader.executeQuery<Row>(query)
    : adapter.runAtOnce(query)
}

interface Plan<Row> {
  readonly query: CompiledQuery<Row>
  /** Of each parameter, which of the values it is; none for what is the query's own. */
  readonly places: readonly (number | undefined)[]
}

function planOf<Row>(query: CompiledQuery<Row>, standIns: readonly string[]): Plan<Row> {
  const at = new Map<unknown, number>(standIns.map((standIn, place) => [standIn, place]))
  return { query, places: query.parameters.map(each => at.get(each)) }
}
