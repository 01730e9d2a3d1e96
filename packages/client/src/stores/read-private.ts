/** Reads a file of credentials, if it is one: a plain file, its owner's alone. */
import { closeSync, constants, fchmodSync, fstatSync, lstatSync, readFileSync } from '../file-system.ts'
import { codeOf } from './code-of.ts'
import type { Files } from './files.ts'
import type { StoreError, StoreNotice } from './store.ts'
import { unavailable, unsafe } from './store-errors.ts'

export interface FoundFile {
  readonly text: string
  /** Of exactly this content: any writing or replacing makes another. */
  readonly print: string
}

/** More than any state: whatever it is, it is not read into memory. */
const largest = 4 * 1024 * 1024

/** Undefined where there is none. A link is not followed, and a pipe is not waited for. */
export function readPrivate(
  files: Pick<Files, 'openSync'>,
  path: string,
  notice: (notice: StoreNotice) => void,
): FoundFile | undefined | StoreError {
  let file: number
  try {
    // Windows has neither of the two.
    file = files.openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    )
  } catch (problem) {
    const code = codeOf(problem)
    if (code === 'ENOENT') return undefined
    if (code === 'ELOOP' || code === 'EMLINK')
      return unsafe(path, 'is a link', 'Move what it points to here: credentials are not kept behind links.')
    return unavailable(path, problem)
  }
  try {
    return readOpened(file, path, notice)
  } catch (problem) {
    return unavailable(path, problem)
  } finally {
    closeSync(file)
  }
}

/** The print of what is there now: looked up without waiting, since every request may ask. */
export function printNow(path: string): string | undefined {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return found && print(found)
}

function readOpened(
  file: number,
  path: string,
  notice: (notice: StoreNotice) => void,
): FoundFile | StoreError {
  let found = fstatSync(file, { bigint: true })
  if (!found.isFile() || found.size > largest)
    return unsafe(path, 'is no file of credentials', 'Move it away, and log in again.')
  const user = process.geteuid?.()
  if (user !== undefined && Number(found.uid) !== user && user !== 0)
    return unsafe(path, 'belongs to another user', 'Run this program as that user, or set LATCHKEY_CONFIG.')
  if (user !== undefined && Number(found.mode) & 0o077) {
    fchmodSync(file, 0o600)
    notice({
      code: 'modes_repaired',
      message: `${path} could be read by others; now it is yours alone (0600). If others use this machine, log out and in again.`,
    })
    found = fstatSync(file, { bigint: true })
  }
  return { text: readFileSync(file, 'utf8'), print: print(found) }
}

function print({
  dev,
  ino,
  size,
  ctimeNs,
}: {
  dev: bigint
  ino: bigint
  size: bigint
  ctimeNs: bigint
}): string {
  return `${dev} ${ino} ${size} ${ctimeNs}`
}
