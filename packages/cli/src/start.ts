/** What is published begins here: the command, by code that is kept where programs start it (docs/decisions/027). */
import { sep } from 'node:path'
import {
  type Keeping,
  type keep,
  keepingOf,
  type Loaded,
  type Loaders,
  loadScript,
} from './kept-code/index.ts'
import type { gaveCredential } from './programs.ts'

/** That of `bin/latchkey.js`. */
declare const importLate: Loaders['importLate']

const loaders: Loaders = { require, cache: require.cache, importLate }
const helpers = ['cargo', 'docker', 'git', 'pip']
const keeping = keepingOf(process, startedByPrograms(process.argv))
// `__dirname` is that of `bin/latchkey.js`, too.
const dist = `${__dirname.slice(0, -'bin'.length)}dist`
const main = `${dist}${sep}main.cjs`
// The token as it is, is less than what narrows one, even with the list of all commands.
const path = keeping?.command === 'token' ? main : `${dist}${sep}programs.cjs`
const loaded = keeping && loadScript(path, loaders, keeping)
if (keeping === undefined || loaded === undefined) loadScript(main, loaders)
else void toItsEnd(loaded, keeping)

async function toItsEnd(loaded: Loaded, keeping: Keeping): Promise<void> {
  const { gaveCredential: gave } = loaded.exports as { readonly gaveCredential: typeof gaveCredential }
  // A run that found no credential has not run what others will.
  if (!(await gave)) return
  if (!loaded.isFromKept) {
    const late = require(`${dist}${sep}keep.cjs`) as { readonly keep: typeof keep }
    late.keep(loaded, keeping)
  }
  // Node would first wait for what V8 compiles in the background, which is for nothing.
  process.exit()
}

/**
 * `token`, `token-options`, `helper-git`: what it is kept for, since one run has V8 compile other functions than another;
 * undefined for what people type, who wait no longer than they take to look.
 */
function startedByPrograms(words: readonly string[]): string | undefined {
  const command = words[2]
  const next = words[3]
  if (words.includes('--help') || words.includes('-h')) return undefined
  if (command === 'token')
    return next === undefined ? command : next.startsWith('-') ? 'token-options' : undefined
  return command === 'helper' && next !== undefined && helpers.includes(next) ? `helper-${next}` : undefined
}
