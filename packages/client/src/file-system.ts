/**
 * Node's file system, as far as it is used here. An `import` of `node:fs` looks at all that it has, and so loads its streams;
 * its promises load readline. Either takes about as long as the rest of this library, and one of `node:path` a twentieth.
 */
const fs = process.getBuiltinModule('node:fs')

const path = process.getBuiltinModule('node:path')

export const { basename, dirname, join } = path

/**
 * `join` goes through both letter by letter, in functions that V8 then finds worth compiling: more than a millisecond, of a
 * program that is over in ten.
 */
export const inFolder = (folder: string, name: string): string => `${folder}${path.sep}${name}`

type Promised = typeof fs.promises

export const { closeSync, constants, fchmodSync, fstatSync, lstatSync, openSync, readFileSync, utimesSync } =
  fs

export const chmod = late('chmod')
export const lstat = late('lstat')
export const mkdir = late('mkdir')
export const open = late('open')
export const readdir = late('readdir')
export const readFile = late('readFile')
export const readlink = late('readlink')
export const realpath = late('realpath')
export const rename = late('rename')
export const rm = late('rm')
export const rmdir = late('rmdir')
export const stat = late('stat')
export const unlink = late('unlink')
export const utimes = late('utimes')
export const writeFile = late('writeFile')

/** Looked up when it is called. */
function late<Name extends Exclude<keyof Promised, 'constants'>>(name: Name): Promised[Name] {
  const call = (...given: never[]) => (fs.promises[name] as (...given: never[]) => unknown)(...given)
  return call as Promised[Name]
}
