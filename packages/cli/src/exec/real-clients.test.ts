import { chmodSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect, refused } from '@latchkey/tokens'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { requireTool } from '../../../../test/support/tools.ts'
import type { AtDesk } from '../testing/terminal.ts'
import { ofPypi } from '../testing/tokens.ts'
import { type Bench, openBench } from './testing/bench.ts'
import { standIn } from './testing/stand-in.ts'
import { type Wire, watchWire } from './testing/wire.ts'

let bench: Bench
let wire: Wire

const registry = await standIn()
afterAll(() => registry[Symbol.asyncDispose]())
beforeEach(() => {
  bench = openBench()
  wire = watchWire()
})
afterEach(() => {
  wire.stop()
  bench[Symbol.dispose]()
})

const exec = (words: string, scene?: AtDesk) =>
  bench.exec(['--', ...words.split(' ')], registry.typing(join(bench.folder, '..')), scene)

/** Below a folder of the stand-in: what was asked, and what each token says beside the key it was made from. */
const seenAt = (path: string) =>
  wire.seen
    .filter(({ url }) => url.startsWith(path))
    .map(({ method, url, token }) => `${method} ${url}: ${token === undefined ? 'nothing' : saidBy(token)}`)

function saidBy(token: string): string | undefined {
  const inspection = inspect(token)
  return refused(inspection) ? inspection.code : inspection.restrictions[1]?.words
}

const installed = (path: string) =>
  fileURLToPath(new URL(`../../../../test/node-clients/node_modules/${path}`, import.meta.url))

const readsAll = 'may only read npm:acme'
const publishes = 'may only publish npm:acme/gadget or read npm:acme'

describe.each([
  { name: 'npm', program: '/usr/bin/npm', publish: 'npm publish' },
  { name: 'pnpm', program: installed('pnpm/pnpm'), publish: 'pnpm publish --no-git-checks' },
  {
    name: 'yarn',
    program: installed('yarn/bin/yarn.js'),
    publish: 'yarn publish --non-interactive --new-version 1.0.0',
  },
  { name: 'yarn', program: installed('@yarnpkg/cli-dist/bin/yarn.js'), publish: 'yarn npm publish' },
])('$publish, at a stand-in', ({ name, program, publish }) => {
  test('installs with a token that reads the repository, and publishes with one for its package', async () => {
    if (program.endsWith('.js')) {
      writeFileSync(join(bench.programs, name), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
      chmodSync(join(bench.programs, name), 0o755)
    } else symlinkSync(program, join(bench.programs, name))
    const manifest = { name: 'gadget', version: '1.0.0', dependencies: { widget: '1.0.0' } }
    bench.file('package.json', JSON.stringify(manifest))

    const environment = {
      ...{ YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1', YARN_ENABLE_TELEMETRY: '0' },
      YARN_CACHE_FOLDER: join(bench.folder, '..', 'cache'),
    }
    expect(await exec(`${name} install`, { environment })).toMatchObject({ exitCode: 0 })
    const read = seenAt('/npm/acme/widget')
    expect(read).toEqual(read.map(line => `${line.split(':', 1)}: ${readsAll}`))
    expect(read).toContain(`GET /npm/acme/widget/-/widget-1.0.0.tgz: ${readsAll}`)

    expect(await exec(publish, { environment })).toMatchObject({ exitCode: 0 })
    expect(seenAt('/npm/acme/gadget')).toContain(`PUT /npm/acme/gadget: ${publishes}`)
    expect(seenAt('/npm/acme/').filter(line => line.endsWith(': nothing'))).toEqual([])
    expect(bench.leftOver()).toEqual([])
  })
})

describe.skipIf(requireTool('cargo'))('cargo, at a stand-in', () => {
  const home = process.env['HOME'] ?? ''
  const environment = () => ({
    CARGO_HOME: join(bench.folder, '..', 'cargo'),
    RUSTUP_HOME: process.env['RUSTUP_HOME'] ?? join(home, '.rustup'),
  })

  test('asks the index with a token that reads, and publishes with one for the crate', async () => {
    const fields =
      'name = "gadget"\nversion = "1.0.0"\nedition = "2021"\ndescription = "A"\nlicense = "MIT"\n'
    bench.file('Cargo.toml', `[package]\n${fields}`)
    bench.file('src/lib.rs', '')
    await exec('cargo search widget --registry acme', { environment: environment() })
    expect(seenAt('/cargo/acme/api')).toEqual([expect.stringMatching(/: may only read cargo:acme$/)])
    await exec('cargo publish --no-verify --allow-dirty', { environment: environment() })
    expect(seenAt('/cargo/acme/api/v1/crates/new')).toEqual([
      'PUT /cargo/acme/api/v1/crates/new: may only publish cargo:acme/gadget or read cargo:acme',
    ])
    expect(bench.leftOver()).toEqual([])
  })
})

describe.skipIf(requireTool('twine'))('twine, at a stand-in for PyPI', () => {
  test('sends a token of PyPI only as it was narrowed: to these names, for minutes', async () => {
    const environment = { TWINE_PASSWORD: ofPypi, TWINE_REPOSITORY_URL: `${registry.origin}/legacy/` }
    bench.wheel('gadget', '1.0')
    const words = '/usr/bin/twine upload gadget-1.0-py3-none-any.whl'
    expect(await exec(words, { environment })).toMatchObject({ exitCode: 0 })
    const [token = '', ...others] = wire.tokensAt('/legacy/')
    expect(others).toEqual([])
    expect(inspect(token)).toMatchObject({
      issuer: 'pypi',
      restrictions: [
        { caveat: { kind: 'project-names', names: ['gadget'] } },
        { caveat: { kind: 'expires', expiresAt: expect.any(Number) } },
      ],
    })
    // Nobody else was asked anything.
    expect(wire.seen.map(({ url }) => url)).toEqual(['/legacy/'])
  })
})
