/**
 * Modules that run in a browser as they run here: no second copy of the code, and no build between an edit and a page. Each
 * is served under the hash of its content, in which its imports are named so too.
 */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { Asset } from './asset.ts'

/** The source here, what was built of it where this is installed. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))

/** The modules that pages load, without their extension: those that they import follow. */
const entries = {
  'inspect-token': './tokens/in-browser',
  'words.en': './catalogue/en/in-browser',
  'words.de': './catalogue/de/in-browser',
} as const

export type BrowserEntry = keyof typeof entries

/** A browser has no package; of the tokens it is given the part that needs nothing of Node. */
const packages: Readonly<Record<string, string>> = { '@latchkey/tokens': '@latchkey/tokens/inspect' }

const made = new Map<string, Asset>()

/** Where an entry is served. */
export function browserModule(entry: BrowserEntry): string {
  return moduleAt(new URL(`${entries[entry]}${extension}`, import.meta.url).href).path
}

/** The module at that path; also on a node that has rendered no page with it. */
export function findBrowserModule(path: string): Asset | undefined {
  if (!path.startsWith(folder)) return undefined
  for (const entry of Object.keys(entries)) browserModule(entry as BrowserEntry)
  return [...made.values()].find(each => each.path === path)
}

const folder = '/assets/modules/'
const imported = /(?<=^(?:import|export)\s[^'"=()]*?\bfrom\s*)(['"])([^'"]+)\1/gm

function moduleAt(url: string): Asset {
  const known = made.get(url)
  if (known !== undefined) return known
  const source = readFileSync(new URL(url), 'utf8')
  const script = url.endsWith('.ts') ? stripTypeScriptTypes(source) : source
  const content = script.replaceAll(
    imported,
    (_all, _quote, specifier: string) => `'${moduleAt(resolved(specifier, url)).path}'`,
  )
  const name = url.slice(url.lastIndexOf('/') + 1).replace(/\.[jt]s$/, '')
  const module: Asset = {
    path: `${folder}${name}.${hash('sha256', content, 'hex').slice(0, 12)}.js`,
    type: 'text/javascript; charset=utf-8',
    content,
  }
  made.set(url, module)
  return module
}

function resolved(specifier: string, from: string): string {
  if (specifier.startsWith('.')) return new URL(specifier, from).href
  return import.meta.resolve(packages[specifier] ?? specifier)
}
