/** `npm run build`: what is published, JavaScript and types, each package after those it stands on. */
import { cpSync, globSync, rmSync } from 'node:fs'
import { bundle } from './bundle.ts'
import { run } from './run.ts'

/** What is embedded in programs that are started often. */
const bundled = ['tokens', 'protocol', 'client']

for (const name of ['tokens', 'protocol', 'client', 'cli', 'server']) {
  const folder = `packages/${name}`
  rmSync(`${folder}/dist`, { recursive: true, force: true })
  const { status, output } = await run('tsc', ['--project', `${folder}/tsconfig.build.json`])
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name}\n${output}`)
  if (status !== 0) process.exit(1)
  if (bundled.includes(name)) await bundle(folder)
  // What is served as it is: style sheets, scripts of pages, drawings.
  for (const assets of globSync('**/assets', { cwd: `${folder}/src` })) {
    cpSync(`${folder}/src/${assets}`, `${folder}/dist/${assets}`, { recursive: true })
  }
}
