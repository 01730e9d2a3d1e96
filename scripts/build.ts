/** `npm run build`: what is published, JavaScript and types, each package after those it stands on. */
import { cpSync, rmSync } from 'node:fs'
import { run } from './run.ts'

for (const name of ['tokens', 'protocol', 'client', 'cli', 'server']) {
  rmSync(`packages/${name}/dist`, { recursive: true, force: true })
  const { status, output } = await run('tsc', ['--project', `packages/${name}/tsconfig.build.json`])
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name}\n${output}`)
  if (status !== 0) process.exit(1)
}

// What the pages serve as it is.
cpSync('packages/server/src/pages/assets', 'packages/server/dist/pages/assets', { recursive: true })
