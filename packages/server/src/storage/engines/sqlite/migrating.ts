/** Migrating an SQLite file: under its write lock, with a copy made first. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { History } from '../../history.ts'
import type { Store } from '../../store.ts'

/** `path` is the database's file. */
export function migrate(history: History, write: Store['write'], path: string): Promise<readonly string[]> {
  return write(async transaction => {
    const pending = await history.pending(transaction)
    const [first] = pending.migrations
    if (first && !pending.isFirst) copyBefore(first.name, path)
    return history.apply(transaction, pending)
  })
}

/**
 * Copies the database to `latchkey.db.before-0002`, where 0002 opens the name of the first migration to come. The copy
 * is whole or not there. It is made while the write lock is held, so it never shows half a migration of another process.
 */
function copyBefore(migration: string, path: string): void {
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
  renameSync(partial, copy)
}
