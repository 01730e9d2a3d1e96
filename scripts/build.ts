/**
 * `npm run build`: what is published, JavaScript and types, each package after those it stands on. `npm run build -- cli`
 * is that one and those below it.
 */
import { cpSync, globSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundleCommand, bundleLibrary } from './bundle.ts'
import { run } from './run.ts'

// `npm pack` of one package types it in that package's folder.
process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const packages = ['tokens', 'protocol', 'client', 'cli', 'server']
const asked = process.argv.slice(2)
const wanted = new Set(asked.length === 0 ? packages : asked.flatMap(withThoseBelow))

/** What is embedded in programs that are started often. */
const bundled = ['tokens', 'protocol', 'client']

for (const name of packages.filter(each => wanted.has(each))) {
  const folder = `packages/${name}`
  rmSync(`${folder}/dist`, { recursive: true, force: true })
  // The command is bundled from its source: nobody imports it, and it has no types to publish.
  const emitted = name === 'cli' ? ['--noEmit'] : []
  const { status, output } = await run('tsc', ['--project', `${folder}/tsconfig.build.json`, ...emitted])
  process.stderr.write(`${status === 0 ? '✓' : '✗'} ${name}\n${output}`)
  if (status !== 0) process.exit(1)
  if (bundled.includes(name)) await bundleLibrary(folder, { takesIn: name === 'client' })
  if (name === 'cli') await bundleCommand(folder)
  // What is served as it is: style sheets, scripts of pages, drawings.
  for (const assets of globSync('**/assets', { cwd: `${folder}/src` })) {
    cpSync(`${folder}/src/${assets}`, `${folder}/dist/${assets}`, { recursive: true })
  }
  cpSync('LICENSE', `${folder}/LICENSE`)
}

function withThoseBelow(name: string): readonly string[] {
  const { dependencies }: { readonly dependencies: object } = JSON.parse(
    readFileSync(`packages/${name}/package.json`, 'utf8'),
  )
  const below = packages.filter(each => `@latchkey/${each}` in dependencies)
  return [...below.flatMap(withThoseBelow), name]
}
