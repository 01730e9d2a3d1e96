/** Reads a settings file of the person's, and nothing that only looks like one. */
import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, relative, sep } from 'node:path'
import { decodeUtf8, quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { codeOf } from './code-of.ts'

export interface OpenFile {
  readonly path: string
  /** Where it lies when all links are followed; the same where there is none. */
  readonly at: string
  /** `''` where it is not there. */
  readonly text: string
  /** Its permissions; absent where it is not there. */
  readonly mode?: number
}

const mostBytes = 1_048_576

/**
 * A link is followed into the folder that it lies in, and into `home`, where people keep their settings; no further: what
 * lies elsewhere is not this person's to change, whoever made the link.
 */
export async function openFile(path: string, home?: string): Promise<OpenFile | Refusal<'unreadable_file'>> {
  try {
    const link = await lstat(path)
    const at = await realpath(path)
    const folders = await Promise.all([dirname(path), ...(home === undefined ? [] : [home])].map(whole))
    if (link.isSymbolicLink() && !folders.some(folder => isIn(folder, at)))
      return unreadable(path, `is a link to ${quoted(at, 200)}, outside your home`)
    const found = await stat(at)
    if (!found.isFile()) return unreadable(path, 'is no file')
    const { uid } = userInfo()
    // Where people have no numbers, -1 stands for each.
    if (uid !== -1 && found.uid !== uid) return unreadable(path, 'belongs to somebody else')
    if (found.size > mostBytes) return unreadable(path, 'is larger than any settings are')
    const text = read(await readFile(at))
    return text === undefined ? unreadable(path, 'is no text') : { path, at, text, mode: found.mode & 0o777 }
  } catch (problem) {
    const code = codeOf(problem)
    if (code === 'ENOENT' && !(await isThere(path))) return { path, at: path, text: '' }
    return unreadable(path, `cannot be read (${code})`)
  }
}

/** Why what was opened before is not to be written over; undefined where nobody touched it since. */
export async function changedSince(file: OpenFile, home?: string): Promise<Refusal | undefined> {
  const now = await openFile(file.path, home)
  if (refused(now)) return now
  if (now.text === file.text && now.at === file.at) return undefined
  return refuse('changed_meanwhile', `${file.path} changed while you were asked.`, 'Type the same again.')
}

function read(bytes: Uint8Array): string | undefined {
  const text = decodeUtf8(bytes)
  return text?.includes('\0') ? undefined : text
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

function whole(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder)
}

function isIn(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way.split(sep)[0] !== '..'
}

function unreadable(path: string, why: string): Refusal<'unreadable_file'> {
  return refuse(
    'unreadable_file',
    `${quoted(path, 200)} ${why}; nothing was changed.`,
    'Look at it, and mend it.',
  )
}
