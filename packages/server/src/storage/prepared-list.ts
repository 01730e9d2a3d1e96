/** Queries with a list of texts, however many, that are built and compiled for a few lengths only. */
import { type Built, preparedFor } from './prepared.ts'
import type { Reader } from './store.ts'

/** Parameters of a statement are limited. What is left over of a list is filled up with nulls, which equal nothing. */
const lengths = [1, 4, 16, 64] as const
const [, , , most] = lengths

/**
 * Gives the rows of one query for each 64 texts. `build` must be content with nulls among them, as `in` is.
 *
 *     const findNames = preparedList((reader, names) => reader.selectFrom('names').selectAll().where('name', 'in', names))
 *     const rows = await findNames(store.read, ['acme', 'ada'])
 */
export function preparedList<Row>(
  build: (reader: Reader, texts: readonly string[]) => Built<Row>,
): (reader: Reader, texts: readonly string[]) => Promise<readonly Row[]> {
  const statements = lengths.map(length => ({ length, run: preparedFor(length, build) }))

  return async function find(reader, texts): Promise<readonly Row[]> {
    if (texts.length === 0) return []
    const statement = statements.find(({ length }) => length >= texts.length)
    if (statement !== undefined) {
      const nulls = Array.from<null>({ length: statement.length - texts.length }).fill(null)
      return statement.run(reader, [...texts, ...nulls])
    }
    const some = await find(reader, texts.slice(0, most))
    return [...some, ...(await find(reader, texts.slice(most)))]
  }
}
