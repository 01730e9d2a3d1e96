/** The slice of the file system that a store works with: the machine's unless a test lets one of its calls fail. */
import { chmod, lstat, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'

export const machineFiles = { chmod, lstat, mkdir, open, readdir, rename, stat, unlink }

export type Files = typeof machineFiles

/** The machine's word for what went wrong: `ENOENT`. */
export function codeOf(problem: unknown): string {
  const { code } = problem as NodeJS.ErrnoException
  return typeof code === 'string' ? code : 'unknown'
}
