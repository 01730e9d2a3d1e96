/**
 * Node's file system, as far as it is used here. An `import` of `node:fs` looks at all that it has, and so loads its streams,
 * which takes longer than the rest of this library.
 */
const fs = process.getBuiltinModule('node:fs')

export const { closeSync, constants, fchmodSync, fstatSync, lstatSync, openSync, readFileSync, utimesSync } =
  fs

export const { chmod, lstat, mkdir, open, readdir, readFile, readlink, realpath, rename } = fs.promises
export const { rm, rmdir, stat, unlink, utimes, writeFile } = fs.promises
