/** Takes a backup of a Latchkey that may be running: the rows of one moment, then the files that they name. */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import type { Snapshot, Store } from '../storage/index.ts'
import { createDirectory, type Upstream } from '../upstreams/index.ts'
import { contentsNamed, copyFiles } from './copy-files.ts'
import { isOfBackup, type Manifest, syncFolder, writeManifest } from './manifest.ts'
import type { Progress } from './progress.ts'
import { readRows, rowsFile, writeRows } from './rows-file.ts'

export interface TakeBackup {
  readonly store: Store
  readonly upstream: Upstream
  readonly clock: Clock
  readonly random: RandomBytes
  readonly told: Progress
}

/** How often the rows are taken anew because a file that they name was deleted meanwhile. */
const attempts = 3

/** A backup that `folder` holds already stays whole until this one is; its files are not copied again. */
export async function takeBackup(
  hands: TakeBackup,
  folder: string,
): Promise<Manifest | Refusal<'folder_taken' | 'file_missing' | 'file_damaged'>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!(await readdir(folder)).every(isOfBackup))
    return refuse(
      'folder_taken',
      `The folder ${folder} holds something else than a backup.`,
      'Name a folder that is empty or not there, or that of an earlier backup.',
    )
  const files = createDirectory({ folder: join(folder, 'files'), clock: hands.clock, random: hands.random })
  for (let attempt = 1; ; attempt += 1) {
    const rows = `rows-${newId(hands.random)}`
    const taken = await takeRows(hands, join(folder, rows))
    const copied = await copyFiles({
      ...{ from: hands.upstream, to: files, told: hands.told },
      rows: contentsNamed(table => readRows(rowsFile(join(folder, rows), table))),
    })
    // Somebody may have deleted it since, and the sweep with it: then newer rows do not name it.
    if (refused(copied) && copied.code === 'file_missing' && attempt < attempts) continue
    if (refused(copied)) return copied
    const { digests, bytes } = copied
    const manifest: Manifest = {
      ...{ format: 'latchkey backup 1', ...taken, rows },
      files: { count: digests.size, bytes },
    }
    await syncFolder(join(folder, rows))
    await writeManifest(folder, manifest)
    await forgetRows(folder, rows)
    await files.sweep(async digest => digests.has(digest))
    return manifest
  }
}

async function takeRows(
  { store, clock, told }: TakeBackup,
  folder: string,
): Promise<Pick<Manifest, 'takenAt' | 'migrations' | 'masterKeys' | 'tables'>> {
  await mkdir(folder, { mode: 0o700 })
  return store.snapshot(async snapshot => {
    const takenAt = clock.now()
    const tables: Manifest['tables'] = []
    for (const name of snapshot.tables) {
      const written = await writeRows(rowsFile(folder, name), snapshot.rows(name), count =>
        told(`${name}: ${count} rows`),
      )
      tables.push({ name, ...written })
    }
    const [first, ...more] = snapshot.migrations
    if (first === undefined) throw new Error('A database that has no schema cannot be backed up.')
    return { takenAt, migrations: [first, ...more], masterKeys: await neededKeys(snapshot), tables }
  })
}

async function neededKeys(snapshot: Snapshot): Promise<string[]> {
  const needed: string[] = []
  for await (const { kid, state } of snapshot.rows('master_keys')) {
    if (state !== 'withdrawn') needed.push(String(kid))
  }
  return needed
}

/** Those of earlier backups, finished or not. */
async function forgetRows(folder: string, but: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('rows-') && name !== but)
      await rm(join(folder, name), { recursive: true, force: true })
  }
}
