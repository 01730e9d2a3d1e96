/** Restores a backup where there is nothing yet: first its files, then all rows in one transaction. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Clock } from '../host/index.ts'
import type { Store } from '../storage/index.ts'
import type { Upstream } from '../upstreams/index.ts'
import { contentsNamed, copyFiles } from './copy-files.ts'
import type { Backup } from './open-backup.ts'
import type { Progress } from './progress.ts'
import { type Settled, settle } from './settle.ts'

export interface RestoreBackup {
  /** Opened and not migrated. */
  readonly store: Store
  readonly upstream: Upstream
  readonly clock: Clock
  readonly told: Progress
}

export interface Restored extends Settled {
  readonly files: number
}

/** What was interrupted can be typed again: until the rows are there, all of them at once, there is nothing yet. */
export async function restoreBackup(
  { store, upstream, clock, told }: RestoreBackup,
  { manifest, rows, files: from }: Backup,
  { revokeKeys }: { readonly revokeKeys: boolean },
): Promise<Restored | Refusal<'database_not_empty' | 'backup_damaged'>> {
  if ((await store.schemaState()) !== 'empty')
    return refuse(
      'database_not_empty',
      'There is a Latchkey here already, and a backup is restored only where there is none.',
      'Set LATCHKEY_DATA to a new folder, and LATCHKEY_DATABASE to an empty database.',
    )
  const files = await copyFiles({ from, to: upstream, rows: contentsNamed(rows), told })
  if (refused(files))
    return refuse(
      'backup_damaged',
      `The backup is damaged: ${files.message}`,
      'Restore another copy of the backup. Nothing was put into the database.',
    )
  const { migrations, takenAt } = manifest
  const settled = await store.fill({
    migrations,
    rows(table) {
      told(`rows: ${table}`)
      return rows(table)
    },
    settle: transaction => settle(transaction, { takenAt, now: clock.now(), revokeKeys }),
  })
  return { files: files.digests.size, ...settled }
}
