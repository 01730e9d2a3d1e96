/** Look-ups of single rows: all that are asked for in one turn of the event loop are made with one query. */
import { setImmediate } from 'node:timers'
import type { Built } from './prepared.ts'
import { preparedList } from './prepared-list.ts'
import type { Reader } from './store.ts'

/** Ids that were asked for, and what will be found of them. */
interface Gathering<Row> {
  readonly ids: Set<string>
  readonly found: Promise<ReadonlyMap<string, Row>>
}

/**
 * Finds the row of an id. Nobody gets a row that was read before they asked. A transaction's look-ups are made at once: it may wait for
 * nothing but its own queries.
 *
 *     const findName = gathered(({ name }) => name, (reader, names) => reader.selectFrom('names').selectAll().where('name', 'in', names))
 *     const row = await findName(store.read, 'acme')
 */
export function gathered<Row>(
  idOf: (row: Row) => string,
  build: (reader: Reader, ids: readonly string[]) => Built<Row>,
): (reader: Reader, id: string) => Promise<Row | undefined> {
  const find = preparedList(build)
  const gatherings = new WeakMap<Reader, Gathering<Row>>()

  function begin(reader: Reader): Gathering<Row> {
    const ids = new Set<string>()
    const found = new Promise<ReadonlyMap<string, Row>>((resolve, reject) => {
      setImmediate(() => {
        gatherings.delete(reader)
        find(reader, [...ids]).then(rows => resolve(new Map(rows.map(row => [idOf(row), row]))), reject)
      })
    })
    const gathering = { ids, found }
    gatherings.set(reader, gathering)
    return gathering
  }

  return async (reader, id) => {
    if (reader.isTransaction) return (await find(reader, [id]))[0]
    const { ids, found } = gatherings.get(reader) ?? begin(reader)
    ids.add(id)
    return (await found).get(id)
  }
}
