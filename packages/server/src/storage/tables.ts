/** Which tables a database has, as it tells itself, in an order in which they can be filled. */

import type { Reader } from './database.ts'
import type { SchemaLanguage } from './migrations/migration.ts'

export interface Table {
  readonly name: string
  /** The columns of its primary key, in their order. */
  readonly key: readonly string[]
  /** The column of its key that is a `sequence` which has to be told where to go on. */
  readonly counts: string | undefined
  /** Columns that refer to a row of the same table. */
  readonly ownReferences: readonly string[]
}

/** Every table but the list of migrations; each stands after those that it refers to. */
export async function readTables(reader: Reader, language: SchemaLanguage): Promise<readonly Table[]> {
  const { rows: keyColumns } = await language.keyColumns.execute(reader)
  const { rows: references } = await language.references.execute(reader)
  const names = new Set(keyColumns.map(({ table }) => table).filter(name => name !== 'migrations'))
  const ordered: string[] = []
  while (names.size > 0) {
    const needs = (name: string) => references.filter(({ table, to }) => table === name && to !== name)
    const next = [...names].find(name => needs(name).every(({ to }) => !names.has(to)))
    if (next === undefined)
      throw new Error(`Tables refer to each other in a circle: ${[...names].join(', ')}.`)
    names.delete(next)
    ordered.push(next)
  }
  return ordered.map(name => ({
    name,
    key: keyColumns.filter(({ table }) => table === name).map(({ column }) => column),
    counts: keyColumns.find(({ table, counts }) => table === name && counts)?.column,
    ownReferences: references
      .filter(({ table, to }) => table === name && to === name)
      .map(({ column }) => column),
  }))
}
