/** A file for a secret that is told once: of this person alone, and there before the secret is. */
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, open, rename, stat, unlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Secret } from '@latchkey/protocol'
import { quoted, type Refusal, refuse } from '@latchkey/tokens'

export interface SecretFile {
  readonly path: string
  /** Puts it there, with a line's end, so that it outlasts a power failure; rejects where the disk does not let it. */
  write(secret: Secret): Promise<void>
  /** Leaves everything as it was before. */
  abandon(): Promise<void>
}

export interface SecretFileOptions {
  /** The folder that a relative path begins in. */
  readonly folder: string
  /** Whether what is there may be replaced. */
  readonly force: boolean
}

/**
 * Made before the secret is asked for, as one that cannot be written down is lost. Refused where something is there, and
 * where the file would be committed with the next `git add`.
 */
export async function reserveSecretFile(
  named: string,
  { folder, force }: SecretFileOptions,
): Promise<SecretFile | Refusal> {
  const { exposingWorkTree } = await import('@latchkey/client')
  const path = resolve(folder, named)
  const tree = await exposingWorkTree(path)
  if (tree !== undefined) return inWorkTree(path, tree)
  // What is replaced is replaced as a whole: a link is not followed.
  const written = force ? `${path}.${randomUUID()}.new` : path
  let file: FileHandle
  try {
    if (force && !(await mayBeReplaced(path))) return noFile(path)
    file = await open(written, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
  } catch (problem) {
    return codeOf(problem) === 'EEXIST' ? alreadyThere(path) : notWritable(path, codeOf(problem))
  }
  return {
    path,
    async write(secret) {
      try {
        await file.writeFile(`${secret.expose()}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      if (force) await rename(written, path)
    },
    async abandon() {
      await file.close().catch(() => undefined)
      await unlink(written).catch(() => undefined)
    },
  }
}

function codeOf(problem: unknown): string {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown error'
}

/** A terminal's file replaced by a key would be no terminal any more, for everybody. */
async function mayBeReplaced(path: string): Promise<boolean> {
  const there = await lstat(path).catch(() => undefined)
  if (!there?.isSymbolicLink()) return there === undefined || there.isFile()
  const behind = await stat(path).catch(() => undefined)
  return behind === undefined || behind.isFile()
}

function inWorkTree(path: string, tree: string): Refusal<'file_in_work_tree'> {
  return refuse(
    'file_in_work_tree',
    `${path} lies in the git work tree ${tree} and is not ignored there: the secret would be committed.`,
    'Name a file elsewhere, or add it to .gitignore first.',
  )
}

function alreadyThere(path: string): Refusal<'file_exists'> {
  return refuse(
    'file_exists',
    `${path} is there already, and stays as it is.`,
    'Name another file, or add --force.',
  )
}

function noFile(path: string): Refusal<'unwritable_file'> {
  return refuse(
    'unwritable_file',
    `${quoted(path, 200)} is there already, and is no file: a folder or a device is not replaced.`,
    'Name a file; or leave --output out, and the text is shown.',
  )
}

function notWritable(path: string, code: string): Refusal<'unwritable_file'> {
  return refuse(
    'unwritable_file',
    `The file ${quoted(path, 200)} cannot be written (${code}).`,
    'Check the path.',
  )
}
