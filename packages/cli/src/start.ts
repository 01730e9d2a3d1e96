/** What is published begins here: the command, by code that is kept where it is one that programs start (docs/decisions/027). */
import { join } from 'node:path'
import { keep, keepingOf, scriptsWith } from './kept-code/index.ts'
import type { foundCredential } from './main.ts'

const path = join(__dirname, 'main.cjs')
const keeping = keepingOf(process, startedByPrograms(process.argv.slice(2)))
if (keeping === undefined) require(path)
else {
  const scripts = scriptsWith(keeping, require)
  const main = scripts.load(path) as { readonly foundCredential: typeof foundCredential }
  process.once('exit', code => {
    // A run that found no credential has not run what others will.
    if (code === 0 && main.foundCredential()) keep(scripts.loaded, keeping)
  })
}

/** `token`, `helper-git`: nobody waits for the others longer than they take to look. */
function startedByPrograms([command, which]: readonly string[]): string | undefined {
  if (command === 'token') return command
  return command === 'helper' && /^[a-z]+$/.test(which ?? '') ? `helper-${which}` : undefined
}
