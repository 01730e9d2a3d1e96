/** The copy that is made before a migration: the way back. */
import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * Copies a database to `latchkey.db.before-0002`, where 0002 opens the name of the first migration to come. The copy
 * is whole or not there. Called while the write lock is held, so it cannot show half a migration of somebody else.
 */
export function copyBefore(path: string, migration: string): void {
  const copy = `${path}.before-${migration.slice(0, 4)}`
  const partial = `${copy}.partial`
  rmSync(partial, { force: true })
  const file = openSync(partial, 'wx', 0o600)
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    database.prepare('vacuum into ?').run(partial)
    fsyncSync(file)
  } finally {
    database.close()
    closeSync(file)
  }
  chmodSync(partial, 0o600)
  renameSync(partial, copy)
}
