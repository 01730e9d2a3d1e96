/**
 * A lock as a folder that holds one file, named as nobody else's. It is taken by renaming a folder made ready beside it:
 * that replaces an empty folder and no other (POSIX rename), so one of many wins, its file complete from the first
 * moment. To give it back, and to take it from somebody who died, that one file is removed: whoever comes too late with
 * that finds the name gone, and harms nobody who holds the lock by now.
 */

import {
  join,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  unlink,
  utimes,
  utimesSync,
  writeFile,
} from '../file-system.ts'
import { formatOwner, type Owner, parseOwner } from './owner.ts'

/** What lies in a lock's place. */
export interface Entry {
  readonly path: string
  /** Undefined where it is not what a holder writes. */
  readonly owner: Owner | undefined
  /** Other than before whenever its holder was heard of. */
  readonly beat: string
}

/** A file name for any name: readable, and never the same for two. */
export function lockPath(folder: string, name: string): string {
  // Loaded when it is needed first: it takes longer than all of this library.
  const { createHash } = process.getBuiltinModule('node:crypto')
  const readable = name.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 40)
  return join(folder, `${readable}-${createHash('sha256').update(name).digest('hex').slice(0, 16)}`)
}

/** Takes the lock at `path` as `nonce`: false where somebody has it, or something else lies there. */
export async function take(folder: string, path: string, nonce: string, owner: Owner): Promise<boolean> {
  const prepared = join(folder, `.${nonce}`)
  await mkdir(prepared, { recursive: true, mode: 0o700 })
  try {
    await writeFile(join(prepared, nonce), formatOwner(owner), { mode: 0o600 })
    await rename(prepared, path)
    return true
  } catch (problem) {
    await rm(prepared, { recursive: true, force: true })
    // A reply that was lost on a network's file system: the second try finds that the first had been done.
    if (await exists(join(path, nonce))) return true
    // Windows replaces no folder, not even an empty one.
    await rmdir(path).catch(() => undefined)
    if (taken.has((problem as NodeJS.ErrnoException).code ?? '')) return false
    throw problem
  }
}

/** ENOENT: what was made ready was swept away meanwhile. The last two are how Windows says it. */
const taken = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'ENOENT', 'EPERM', 'EACCES'])

/** What lies there now: nothing where the lock is free. */
export async function look(path: string): Promise<readonly Entry[]> {
  try {
    const place = await lstat(path, { bigint: true })
    // A link is not followed: what it points to is nobody's lock.
    if (!place.isDirectory()) return [{ path, owner: undefined, beat: `${place.ino} ${place.mtimeNs}` }]
    const names = await readdir(path)
    const entries = await Promise.all(names.map(name => read(join(path, name))))
    return entries.filter(entry => entry !== undefined)
  } catch (problem) {
    if (gone(problem)) return []
    throw problem
  }
}

/** Removes exactly this: its holder gives it back, or is dead. */
export async function remove({ path }: Pick<Entry, 'path'>): Promise<void> {
  try {
    await unlink(path)
  } catch (problem) {
    if (gone(problem)) return
    // Not a file: nothing of ours.
    await rm(path, { recursive: true, force: true })
  }
}

/** Gives the lock back. The empty folder is free; that it goes away too is only tidy. */
export async function giveBack(path: string, nonce: string): Promise<void> {
  await remove({ path: join(path, nonce) })
  await rmdir(path).catch(() => undefined)
}

/** Shows that its holder lives; false where it is not the holder any more. */
export async function beat(path: string, nonce: string, at: number): Promise<boolean> {
  return utimes(join(path, nonce), at / 1_000, at / 1_000).then(...told)
}

/** The same before the next step is taken. Writing asks a network's file system itself; reading may ask its memory. */
export function beatNow(path: string, nonce: string, at: number): boolean {
  try {
    utimesSync(join(path, nonce), at / 1_000, at / 1_000)
    return true
  } catch {
    return false
  }
}

const told = [() => true, () => false] as const

/** What was made ready by processes that died before they came to rename it. */
export async function sweep(folder: string, dead: (entry: Entry) => Promise<boolean>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('.')) continue
    const [entry] = await look(join(folder, name))
    if (entry === undefined || (await dead(entry)))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function read(path: string): Promise<Entry | undefined> {
  try {
    const { ino, mtimeNs } = await lstat(path, { bigint: true })
    const text = await readFile(path, 'utf8').catch(problem => (gone(problem) ? Promise.reject(problem) : ''))
    return { path, owner: parseOwner(text), beat: `${ino} ${mtimeNs}` }
  } catch (problem) {
    if (gone(problem)) return undefined
    throw problem
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(...told)
}

function gone(problem: unknown): boolean {
  return (problem as NodeJS.ErrnoException).code === 'ENOENT'
}
