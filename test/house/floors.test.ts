/** The floor table is not a drawing only: each way of leaving one's floor fails the check. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { command } from '../support/command.ts'
import { emptyFolder } from '../support/folder.ts'

interface Trespass {
  readonly promise: string
  readonly file: string
  readonly code: string
  /** The rule that has to fire. */
  readonly rule: string
}

const server = 'packages/server/src'

const trespasses: readonly Trespass[] = [
  {
    promise: 'a package does not enter one above it, not even for a type',
    file: 'packages/tokens/src/up.ts',
    code: `import type { Role } from '@latchkey/protocol'; export type R = Role`,
    rule: 'tokens enters only the packages below it',
  },
  {
    promise: 'a room of the server does not enter one above it',
    file: `${server}/storage/up.ts`,
    code: `import '../access/index.ts'`,
    rule: 'storage enters only the rooms below it',
  },
  {
    promise: 'a room does not enter one below it that the table does not give it',
    file: `${server}/pages/past.ts`,
    code: `import '../storage/index.ts'`,
    rule: 'pages enters only the rooms below it',
  },
  {
    promise: 'a room is entered by its index',
    file: `${server}/pages/window.ts`,
    code: `import '../access/decide.ts'`,
    rule: 'a room of the server is entered by its index.ts',
  },
  {
    promise: 'a room of the client does not enter one above it',
    file: 'packages/client/src/http/up.ts',
    code: `import '../resolve/index.ts'`,
    rule: 'http of the client enters only the rooms below it',
  },
  {
    promise: 'a room of the client is entered by its index',
    file: 'packages/client/src/resolve/window.ts',
    code: `import '../http/address.ts'`,
    rule: 'a room of the client is entered by its index.ts',
  },
  {
    promise: 'the token touches no machine',
    file: 'packages/tokens/src/disk.ts',
    code: `import 'node:fs'`,
    rule: 'tokens and protocol touch no machine (they may hash, and parse what was typed)',
  },
  {
    promise: 'the token depends on nothing',
    file: 'packages/tokens/src/lean.ts',
    code: `import 'hono'`,
    rule: 'tokens depends on nothing',
  },
  {
    promise: 'what a browser loads reaches no Node module, however far away',
    file: 'packages/tokens/src/inspect.ts',
    code: `import './hash.ts'`,
    rule: 'inspect runs in a browser',
  },
  {
    promise: 'deciding is pure',
    file: `${server}/access/impure.ts`,
    code: `import 'node:dns'`,
    rule: 'access is pure',
  },
  {
    promise: 'there are no circles',
    file: `${server}/keys/circle.ts`,
    code: `import './index.ts'`,
    rule: 'no circles',
  },
  {
    promise: 'nothing stands alone',
    file: `${server}/keys/alone.ts`,
    code: `export const alone = true`,
    rule: 'no orphans',
  },
]

/** What the trespassers find there. */
const house = {
  'packages/tokens/src/index.ts': `import './hash.ts'`,
  'packages/tokens/src/hash.ts': `import 'node:crypto'`,
  'packages/protocol/src/index.ts': `export type Role = 'read'`,
  'packages/client/src/http/index.ts': `import './address.ts'`,
  'packages/client/src/http/address.ts': `import '@latchkey/tokens'`,
  'packages/client/src/resolve/index.ts': `import '../http/index.ts'`,
  [`${server}/access/index.ts`]: `import './decide.ts'`,
  [`${server}/access/decide.ts`]: `import '@latchkey/tokens'`,
  [`${server}/storage/index.ts`]: `import '../host/index.ts'`,
  [`${server}/host/index.ts`]: `import '@latchkey/protocol'`,
  [`${server}/keys/index.ts`]: `import './circle.ts'`,
}

describe('the floor table', () => {
  const folder = emptyFolder()
  let violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] = []

  beforeAll(async () => {
    for (const [file, code] of Object.entries(house)) write(file, code)
    for (const { file, code } of trespasses) write(file, code)
    for (const name of ['tokens', 'protocol', 'client', 'server']) {
      write(`packages/${name}/package.json`, readFileSync(`packages/${name}/package.json`, 'utf8'))
      link(`packages/${name}`, `node_modules/@latchkey/${name}`)
    }
    // A package that tokens could reach for, if it were let.
    write('node_modules/hono/package.json', '{ "name": "hono", "version": "1.0.0", "main": "index.js" }')
    write('node_modules/hono/index.js', '')
    write('package.json', readFileSync('package.json', 'utf8'))
    const config = resolve('.dependency-cruiser.mjs')
    const program = resolve('node_modules/.bin/depcruise')
    const words = ['packages', '--config', config, '--output-type', 'json'] as const
    const { stdout } = await command({ words: [process.execPath, program, ...words], folder: folder.path })
    violations = JSON.parse(stdout).summary.violations
  })

  test.each(trespasses)('$promise', ({ file, rule }) => {
    expect(violations.filter(each => each.from === file).map(each => each.rule.name)).toContain(rule)
  })

  test('who stays on their floor is left alone', () => {
    const trespassers = new Set(trespasses.map(({ file }) => file))
    // The index that the circle goes through is in it, too.
    const blamed = violations.map(({ from }) => from).filter(from => !trespassers.has(from))
    expect(blamed.filter(from => from !== `${server}/keys/index.ts`)).toEqual([])
  })

  afterAll(() => folder[Symbol.asyncDispose]())

  function write(file: string, text: string): void {
    const path = join(folder.path, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  function link(to: string, file: string): void {
    const path = join(folder.path, file)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(join(folder.path, to), path)
  }
})
