/** The slice of the file system that a store works with: the machine's unless a test lets one of its calls fail. */
import { chmod, lstat, mkdir, open, openSync, readdir, rename, stat, unlink } from '../file-system.ts'

/** What is read is a few KB, and waited for: the other way of reading costs a program that is over in no time a tenth of it. */
export const machineFiles = { chmod, lstat, mkdir, open, openSync, readdir, rename, stat, unlink }

export type Files = typeof machineFiles
