/** Deletes what nobody wants any more, and nothing that somebody is about to name. */
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isDigest, type Layout } from './layout.ts'

const day = 24 * 60 * 60 * 1000

export interface SweepOptions {
  /** Milliseconds since 1970. */
  readonly now: number
  isNamed(sha256: string): Promise<boolean>
}

/** How many files were deleted: uploads cut off, and files that no row names, all older than a day. */
export async function sweep(layout: Layout, { now, isNamed }: SweepOptions): Promise<number> {
  let deleted = 0
  const isOld = async (path: string) => ((await stat(path).catch(gone))?.mtimeMs ?? now) < now - day
  for (const name of await list(layout.arriving)) {
    const path = join(layout.arriving, name)
    if (await isOld(path)) deleted += await remove(path)
  }
  for (const digest of await listFiles(layout)) {
    const path = layout.file(digest)
    if (!(await isOld(path)) || (await isNamed(digest))) continue
    // An upload may put the same file in place at this very moment. Moved out of the way first, it shows by its new
    // date that somebody needs it, and is put back.
    const aside = join(layout.arriving, `swept-${digest}`)
    await rename(path, aside).catch(gone)
    if (await isOld(aside)) deleted += await remove(aside)
    else await rename(aside, path).catch(gone)
  }
  return deleted
}

async function listFiles(layout: Layout): Promise<readonly string[]> {
  const folders = await list(layout.files)
  const names = await Promise.all(folders.map(folder => list(join(layout.files, folder))))
  return names.flat().filter(isDigest)
}

async function list(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(gone)) ?? []
}

async function remove(path: string): Promise<number> {
  await rm(path, { force: true })
  return 1
}

/** Another node's sweep, or an upload, may have been faster. */
function gone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
