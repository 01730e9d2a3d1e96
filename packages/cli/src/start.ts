/** What is published begins here: the command, by code that is kept where it is one that programs start (docs/decisions/027). */
import { type Keeping, keep, keepingOf, scriptsWith } from './kept-code/index.ts'
import type { gaveCredential } from './main.ts'

const path = `${__dirname}/main.cjs`
const keeping = keepingOf(process, startedByPrograms(process.argv.slice(2)))
if (keeping === undefined) require(path)
else void run(keeping)

async function run(keeping: Keeping): Promise<void> {
  const scripts = scriptsWith(keeping, require)
  const main = scripts.load(path) as { readonly gaveCredential: typeof gaveCredential }
  // A run that found no credential has not run what others will.
  if (!(await main.gaveCredential)) return
  keep(scripts.loaded, keeping)
  // Node would first wait for what V8 compiles in the background, which is for nothing.
  process.exit()
}

/** `token`, `helper-git`: nobody waits for the others longer than they take to look. */
function startedByPrograms([command, which]: readonly string[]): string | undefined {
  if (command === 'token') return command
  return command === 'helper' && /^[a-z]+$/.test(which ?? '') ? `helper-${which}` : undefined
}
