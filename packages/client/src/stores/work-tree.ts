/** Whether a file would be committed with the next `git add`: then no credential is written to it. */

import { basename, dirname, join, realpath } from '../file-system.ts'
import { codeOf } from './code-of.ts'
import { type Files, machineFiles } from './files.ts'

/** The work tree that a path lies in and is not ignored by; undefined where it is safe from git. Links are followed. */
export async function exposingWorkTree(
  path: string,
  files: Pick<Files, 'lstat'> = machineFiles,
): Promise<string | undefined> {
  const real = join(await realFolder(dirname(path)), basename(path))
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    if (await exists(files, join(folder, '.git'))) return (await ignores(folder, real)) ? undefined : folder
    if (dirname(folder) === folder) return undefined
  }
}

/** Where a folder really lies, or would: `~/.config` is often a link to where all such files are kept under git. */
async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    const above = dirname(folder)
    return above === folder ? folder : join(await realFolder(above), basename(folder))
  }
}

async function exists(files: Pick<Files, 'lstat'>, path: string): Promise<boolean> {
  try {
    await files.lstat(path)
    return true
  } catch (problem) {
    // What cannot be looked at may be there.
    return !['ENOENT', 'ENOTDIR'].includes(codeOf(problem))
  }
}

/** Asked of git itself, whose rules are many; where it cannot be asked, the answer is no. A file it tracks is not ignored. */
async function ignores(tree: string, path: string): Promise<boolean> {
  const { execFile } = await import('node:child_process')
  return new Promise(resolve => {
    execFile('git', ['-C', tree, 'check-ignore', '--quiet', path], { timeout: 5_000 }, problem => {
      resolve(problem === null)
    })
  })
}
