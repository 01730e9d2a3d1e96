/** Opens a backup: finished, of a schema that this program knows, and with every row as it was written. */
import { join } from 'node:path'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Clock, RandomBytes } from '../host/index.ts'
import { isNewer, type Row } from '../storage/index.ts'
import { createDirectory, type Upstream } from '../upstreams/index.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { digestOfRows, readRows, rowsFile } from './rows-file.ts'

export interface Backup {
  readonly manifest: Manifest
  /** None of a table that it does not have. */
  rows(table: string): AsyncIterable<Row>
  readonly files: Upstream
}

export type OpenBackupCode = 'no_backup' | 'backup_incomplete' | 'backup_damaged' | 'backup_newer'

export async function openBackup(
  folder: string,
  hands: { readonly clock: Clock; readonly random: RandomBytes },
): Promise<Backup | Refusal<OpenBackupCode>> {
  const manifest = await readManifest(folder)
  if (refused(manifest)) return manifest
  if (isNewer(manifest.migrations))
    return refuse(
      'backup_newer',
      'The backup was taken of a newer Latchkey than this one.',
      'Restore it with that one.',
    )
  const rows = join(folder, manifest.rows)
  for (const { name, sha256 } of manifest.tables) {
    if ((await digestOfRows(rowsFile(rows, name))) !== sha256)
      return refuse(
        'backup_damaged',
        `The backup is damaged: ${rowsFile(rows, name)} is not as it was written.`,
        'Restore another copy of the backup.',
      )
  }
  const has = (table: string) => manifest.tables.some(({ name }) => name === table)
  return {
    manifest,
    async *rows(table) {
      if (has(table)) yield* readRows(rowsFile(rows, table))
    },
    files: createDirectory({ folder: join(folder, 'files'), ...hands }),
  }
}
