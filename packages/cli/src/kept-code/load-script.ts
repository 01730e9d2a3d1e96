/** A script of CommonJS, loaded by what is kept of it. */
import { readFileSync } from 'node:fs'
import { sep } from 'node:path'
import { Script } from 'node:vm'
import type { Keeping } from './keeping.ts'
import { keptPath, mayKeep, takeKept } from './kept-file.ts'

export interface Loaded {
  readonly path: string
  readonly text: string
  readonly script: Script
  readonly isFromKept: boolean
  /** What it exports. */
  readonly exports: object
}

/** By what it gets at other modules, from where Node loaded them itself. */
export interface Loaders {
  require(name: string): unknown
  /** What Node has loaded, by path. */
  readonly cache: NodeJS.Dict<NodeModule>
  /** `import` for what it has of packages: kept code has none of its own, for Node 20 does not find out whose it is. */
  importLate(name: string): Promise<unknown>
}

/** As Node hands a module what belongs to it ("The module wrapper"), and `importLate`. */
type Wrapped = (
  exports: object,
  require: Loaders['require'],
  module: object,
  path: string,
  folder: string,
  importLate: Loaders['importLate'],
) => void

/** Undefined, and not run, where it is to be kept, and nothing is and nothing may be. */
export function loadScript(
  path: string,
  { require, cache, importLate }: Loaders,
  keeping?: Keeping,
): Loaded | undefined {
  const text = readFileSync(path, 'utf8')
  const cachedData = keeping && takeKept(keptPath(path, keeping), text, keeping)
  if (keeping !== undefined && cachedData === undefined && !mayKeep(path, keeping)) return undefined
  const wrapped = `(function (exports, require, module, __filename, __dirname, importLate) { ${text}\n})`
  const script = new Script(wrapped, { filename: path, cachedData })
  const folder = path.slice(0, path.lastIndexOf(sep))
  const module = { exports: {}, loaded: true }
  // What it requires late requires it in turn: as the one that runs.
  cache[path] = module as NodeModule
  const run: Wrapped = script.runInThisContext()
  const inside = (name: string) => require(name.startsWith('.') ? folder + name.slice(1) : name)
  run(module.exports, inside, module, path, folder, importLate)
  return { path, text, script, isFromKept: script.cachedDataRejected === false, exports: module.exports }
}
