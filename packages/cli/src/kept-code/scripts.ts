/** Scripts of CommonJS, loaded by what is kept of them. */
import { readFileSync } from 'node:fs'
import { constants, Script } from 'node:vm'
import type { Keeping } from './keeping.ts'
import { keptPath, readKept, unwrap } from './kept-file.ts'

export interface Loaded {
  readonly path: string
  readonly text: Buffer
  readonly script: Script
  readonly isFromKept: boolean
}

export interface Scripts {
  /** What a script exports, and each that it requires by a path: once, as `require` has it. */
  load(path: string): unknown
  readonly loaded: readonly Loaded[]
}

/** As Node hands a module what belongs to it ("The module wrapper"). */
type Wrapped = (
  exports: object,
  require: (name: string) => unknown,
  module: object,
  path: string,
  folder: string,
) => void

/** `require`: for what is no path, Node's own. */
export function scriptsWith(keeping: Keeping, require: (name: string) => unknown): Scripts {
  const loaded: Loaded[] = []
  const modules = new Map<string, { readonly exports: object }>()
  const load = (path: string): unknown => {
    const known = modules.get(path)
    if (known !== undefined) return known.exports
    const [module, folder] = [{ exports: {} }, above(path)]
    modules.set(path, module)
    const compiled = compile(path, keeping)
    loaded.push(compiled)
    const run: Wrapped = compiled.script.runInThisContext()
    const inside = (name: string) => (name.startsWith('.') ? load(below(folder, name)) : require(name))
    run(module.exports, inside, module, path, folder)
    return module.exports
  }
  return { load, loaded }
}

/** What `./late/narrowing.cjs` and `../main.cjs` mean in a folder. No more is asked, and `join` takes a millisecond for it. */
function below(folder: string, name: string): string {
  return name.startsWith('../') ? below(above(folder), name.slice(1)) : `${folder}${name.slice(1)}`
}

function above(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function compile(path: string, keeping: Keeping): Loaded {
  const text = readFileSync(path)
  const kept = readKept(keptPath(path, keeping), keeping)
  const cachedData = kept && unwrap(kept, text, keeping)
  const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${text}\n})`, {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData && { cachedData }),
  })
  return { path, text, script, isFromKept: script.cachedDataRejected === false }
}
