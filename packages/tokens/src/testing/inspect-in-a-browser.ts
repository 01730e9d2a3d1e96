/**
 * Runs `inspect` on its first argument in a realm that has what a browser and Node have in common and nothing else, and
 * prints the result: `node --experimental-vm-modules inspect-in-a-browser.ts TOKEN`.
 */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { createContext, SourceTextModule } from 'node:vm'

const realm = createContext(
  { TextEncoder, TextDecoder, URL },
  { codeGeneration: { strings: false, wasm: false } },
)
const modules = new Map<string, SourceTextModule>()

function load(url: string): SourceTextModule {
  const known = modules.get(url)
  if (known !== undefined) return known
  if (!url.startsWith('file:')) throw new Error(`A browser has no ${url}.`)
  const source = stripTypeScriptTypes(readFileSync(new URL(url), 'utf8'))
  const module = new SourceTextModule(source, { context: realm, identifier: url })
  modules.set(url, module)
  return module
}

const resolve = (specifier: string, from: string) =>
  specifier.startsWith('.') ? new URL(specifier, from).href : specifier
const inspect = load(new URL('../inspect.ts', import.meta.url).href)
await inspect.link((specifier, { identifier }) => load(resolve(specifier, identifier)))
await inspect.evaluate()

const exports = inspect.namespace as typeof import('../inspect.ts')
const files = [...modules.keys()].map(url => url.slice(new URL('..', import.meta.url).href.length))
process.stdout.write(JSON.stringify({ inspection: exports.inspect(process.argv[2] ?? ''), files }))
