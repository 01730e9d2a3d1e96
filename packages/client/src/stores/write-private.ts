/**
 * Replaces a file of credentials as a whole: a new file beside it, written, synced, and renamed over the old one. A crash
 * at any instant leaves the old or the new.
 *
 * The name of that new file is the fence: whoever holds the lease removes those of all others before it reads. So a
 * process that was stopped between its last look at the lease and the rename finds its file gone, and replaces nothing.
 */

import { constants, dirname, join } from '../file-system.ts'
import type { Lease } from '../single-flight/index.ts'
import { codeOf } from './code-of.ts'
import type { Files } from './files.ts'

/** Removes what others were writing: they died, or lost the lease. */
export async function sweepNew(files: Files, path: string): Promise<void> {
  const folder = dirname(path)
  for (const name of await files.readdir(folder)) {
    const other = join(folder, name)
    if (isNew(path, other)) await files.unlink(other).catch(unlessGone)
  }
}

/** False, and nothing is changed, where the lease is somebody else's by now. */
export async function replace(
  files: Files,
  path: string,
  text: string,
  { lease, nonce }: { readonly lease: Lease; readonly nonce: string },
): Promise<boolean> {
  const written = newPath(path, nonce)
  try {
    await write(files, written, text)
    if (!lease.holds()) return false
    await files.rename(written, path)
  } catch (problem) {
    if (codeOf(problem) === 'ENOENT' && !lease.holds()) return false
    throw problem
  } finally {
    await files.unlink(written).catch(() => undefined)
  }
  await syncFolder(files, dirname(path))
  return true
}

/** Moves a file away that cannot be read, to a name that was never used. */
export async function keepAside(files: Files, path: string, at: number, nonce: string): Promise<string> {
  const moment = new Date(at).toISOString().replaceAll(/[:.]/g, '-')
  const aside = `${path}.corrupt-${moment}-${nonce.slice(0, 8)}`
  await files.rename(path, aside)
  return aside
}

function newPath(path: string, nonce: string): string {
  return `${path}.${nonce}.new`
}

function isNew(path: string, other: string): boolean {
  return other.startsWith(`${path}.`) && /\.[0-9a-f]{32}\.new$/.test(other)
}

async function write(files: Files, path: string, text: string): Promise<void> {
  const file = await files.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** So that the new name outlasts a power failure, too. */
async function syncFolder(files: Files, folder: string): Promise<void> {
  try {
    const opened = await files.open(folder, constants.O_RDONLY)
    await opened.sync().finally(() => opened.close())
  } catch {
    // Not every file system knows how; the change is made all the same.
  }
}

function unlessGone(problem: unknown): void {
  if (codeOf(problem) !== 'ENOENT') throw problem
}
