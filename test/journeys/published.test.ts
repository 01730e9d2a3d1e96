/** What `npm publish` would send, installed into an empty folder: it works there, also on the oldest Node that it promises. */
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { key } from '../../packages/cli/src/testing/tokens.ts'
import { password } from '../support/acme.ts'
import { type Command, command } from '../support/command.ts'
import { emptyFolder } from '../support/folder.ts'
import { startNode } from '../support/node.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const names = ['tokens', 'protocol', 'client', 'cli', 'server'] as const
const node20 = join(repository, 'test/node-20')
const oldestNode = join(node20, 'node_modules/.bin/node')

const folder = emptyFolder()
/** The empty folder that everything is installed in. */
const home = join(folder.path, 'home')
const program = (name: 'latchkey' | 'latchkey-server') => join(home, 'node_modules/.bin', name)
/** What `npm pack` made of a package. */
const packed = new Map<string, string>()

beforeAll(async () => {
  await must({ words: [process.execPath, 'scripts/build.ts'], folder: repository })
  for (const name of names) {
    const words = ['npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder.path] as const
    const file = await must({ words, folder: join(repository, 'packages', name) })
    packed.set(name, join(folder.path, file))
  }
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }')
  await must({ words: ['npm', 'install', '--prefer-offline', ...packed.values()], folder: home })
})
afterAll(() => folder[Symbol.asyncDispose]())

/** What it prints; with the settings of this machine, as npm is to find its registry and its cache. */
async function must(typed: Command): Promise<string> {
  const { status, stdout, output } = await command({ ...typed, env: { ...machine, ...typed.env } })
  if (status !== 0) throw new Error(`${typed.words.join(' ')}\n${output}`)
  return stdout.trim()
}
const machine = Object.fromEntries(
  Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
)

describe.each(names)('packages/%s', name => {
  test('holds its licence, its page and what was built, and neither source nor tests', async () => {
    const listed = await must({ words: ['tar', '--list', '--file', packed.get(name) ?? ''], folder: home })
    const files = listed.split('\n').map(file => file.replace('package/', ''))
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']))
    const others = files.filter(file => !/^(LICENSE|README\.md|package\.json|(dist|bin)\/.+)$/.test(file))
    const inTheWay = files.filter(file =>
      /\.test\.|\.contract\.|(?<!\.d)\.ts$|\.tsbuildinfo$|\.kept/.test(file),
    )
    expect([others, inTheWay]).toEqual([[], []])
  })

  test('is packed as npm and TypeScript want it', async () => {
    const words = [join(repository, 'node_modules/.bin/publint'), '--strict', packed.get(name) ?? ''] as const
    expect(await must({ words, folder: home })).toContain('All good!')
    // Nobody imports the two that are programs.
    if (name === 'server' || name === 'cli') return
    const attw = join(repository, 'node_modules/.bin/attw')
    await must({ words: [attw, '--profile', 'esm-only', packed.get(name) ?? ''], folder: home })
  })

  test('shows on its page what it prints, on the oldest Node', async () => {
    const page = readFileSync(join(home, 'node_modules', ofNpm(name), 'README.md'), 'utf8')
    const blocks = (language: string) =>
      [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text)
    writeFileSync(join(home, 'page.js'), blocks('js').join('\n'))
    expect(await must({ words: [oldestNode, 'page.js'], folder: home })).toBe(blocks('text').join('').trim())
    for (const [, word = ''] of blocks('sh')
      .join('')
      .matchAll(/^npx latchkey (\w+)/gm))
      await must({ words: [oldestNode, program('latchkey'), word, '--help'], folder: home })
  })
})

test.each(globSync('*.test.js', { cwd: node20 }))('%s holds on the oldest Node', async file => {
  cpSync(join(node20, file), join(home, file))
  const output = await must({ words: [oldestNode, '--test', '--test-reporter=tap', file], folder: home })
  expect(output).toMatch(/^# fail 0$/m)
  expect(output).not.toMatch(/^# pass 0$/m)
})

describe('what Node compiled of the command is kept beside it', () => {
  const installed = join(home, 'node_modules/latchkey/dist')
  const kept = () => globSync('**/*.kept*', { cwd: installed }).toSorted()
  const env = {
    ...{ LATCHKEY_REGISTRY: 'https://packages.example.com', LATCHKEY_TOKEN: key },
    ...{ LATCHKEY_CONFIG: join(folder.path, 'nobody'), NODE_EXTRA_CA_CERTS: '' },
  }
  const question = 'protocol=https\nhost=packages.example.com\npath=git/acme/widget.git\n\n'
  const cargoQuestion = `${JSON.stringify({
    ...{ v: 1, kind: 'get', operation: 'read' },
    registry: { 'index-url': 'sparse+https://packages.example.com/cargo/acme/' },
  })}\n`
  const type = (words: string, { node = process.execPath, input = '', more = {} } = {}) =>
    command({
      words: [node, program('latchkey'), ...words.split(' ')],
      ...{ folder: home, input, env: { ...env, ...more } },
    })
  const ofNode = (version: string, ...files: readonly string[]) =>
    files.map(file => `${file}.${version}-${process.arch}.kept`)

  test('after runs of what programs start that came to a credential, and no others', async () => {
    const others = [
      await type('--help'),
      await type('token inspect', { input: key }),
      await type('helper git get', { input: question.replace('packages', 'elsewhere') }),
      await type('token', { more: { NODE_OPTIONS: '--jitless' } }),
      await type('token', { more: { NODE_DISABLE_COMPILE_CACHE: '1' } }),
      await type('token', { more: { LATCHKEY_TOKEN: '' } }),
    ]
    expect([others.map(({ status }) => status), kept()]).toEqual([[0, 0, 0, 0, 0, 4], []])
    const ofGit = ofNode(process.version, 'programs.cjs.helper-git')
    for (const _ of ['the first', 'by what is kept']) {
      const { output } = await type('helper git get', { input: question })
      expect(output).toMatch(/^username=__token__\npassword=latchkey-[\w-]+\npassword_expiry_utc=\d+\n$/)
      expect(kept()).toEqual(ofGit)
    }
  })

  test('and is taken by what git, docker and cargo start, which answer as the command does', async () => {
    const asked = [
      ['git-credential-latchkey get', question, 'password=latchkey-'],
      ['docker-credential-latchkey get', 'packages.example.com\n', '"Secret":"latchkey-'],
      ['cargo-credential-latchkey --cargo-plugin', cargoQuestion, '"token":"latchkey-'],
    ] as const
    for (const [started, input, answer] of asked)
      for (const node of [process.execPath, oldestNode, process.execPath, oldestNode]) {
        const [name = '', ...words] = started.split(' ')
        const run = [node, join(home, 'node_modules/.bin', name), ...words] as const
        const { status, output } = await command({ words: run, folder: home, input, env })
        expect([started, status, output]).toEqual([started, 0, expect.stringContaining(answer)])
      }
    for (const name of ['git', 'docker', 'cargo'])
      expect(kept().filter(file => file.includes(`programs.cjs.helper-${name}.`)).length).toBe(2)
  })

  test('by many processes at once, of two versions of Node, each of which answers', async () => {
    const nodes = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? oldestNode : process.execPath))
    const given = await Promise.all(nodes.map(node => type('token', { node })))
    expect(given.map(({ status, output }) => [status, output])).toEqual(nodes.map(() => [0, `${key}\n`]))
    const version = (await must({ words: [oldestNode, '--version'], folder: home })).trim()
    const ofToken = [version, process.version].flatMap(each => ofNode(each, 'main.cjs.token'))
    expect(kept().filter(file => file.includes('.token.'))).toEqual(ofToken.toSorted())
  })

  test.each(['token', 'token --expires 5m', 'helper git get'])(
    'and without a credential %s says what it would say otherwise, and nothing more',
    async words => {
      for (const node of [process.execPath, oldestNode]) {
        await type(words, { node, input: question })
        const more = { LATCHKEY_TOKEN: '' }
        const { status, output } = await type(words, { node, input: question, more })
        expect([status, output]).toEqual([
          4,
          'latchkey: There is no credential for https://packages.example.com here.\nRun: latchkey login https://packages.example.com\n',
        ])
      }
    },
  )

  test('and is no more where the command was replaced, or another option of V8’s is on', async () => {
    const main = join(installed, 'main.cjs')
    const text = readFileSync(main, 'utf8')
    const nobody = { more: { LATCHKEY_TOKEN: '' } }
    expect((await type('token', nobody)).output).toContain('There is no credential')
    writeFileSync(main, text.replace('There is no credential', 'There is no credencial'))
    expect((await type('token', nobody)).output).toContain('There is no credencial')
    expect(await type('token')).toMatchObject({ status: 0, stdout: `${key}\n` })
    expect((await type('token', nobody)).output).toContain('There is no credencial')
    writeFileSync(main, text)
    expect(await type('token', { more: { NODE_OPTIONS: '--jitless' } })).toMatchObject({ status: 0 })
    expect((await type('token', nobody)).output).toContain('There is no credential')
  })
})

test('the server starts, and the command speaks to it on the oldest Node', async () => {
  const data = join(folder.path, 'data')
  await using server = await startNode({ data, program: program('latchkey-server') })
  const type = (words: string, input = '') =>
    must({
      words: [process.execPath, program('latchkey-server'), ...words.split(' ')],
      ...{ folder: home, input, env: { LATCHKEY_DATA: data, LATCHKEY_ORIGIN: server.origin } },
    })
  await type('account create --username ada --email ada@example.com', password)
  await type('organization create acme --owner ada')
  await type('repository create pypi:acme')
  const key = await type('key create --organization acme --role read --name ci --allow read=pypi:acme')
  const words = [oldestNode, program('latchkey'), 'whoami', '--registry', server.origin] as const
  const env = { LATCHKEY_REGISTRY: server.origin, LATCHKEY_TOKEN: key, LATCHKEY_CONFIG: join(home, 'config') }
  expect(await must({ words, folder: home, env })).toBe('acme')
})

test('the page that reads a token in the browser finds there what it runs', async () => {
  const data = join(folder.path, 'data-of-pages')
  await using server = await startNode({ data, program: program('latchkey-server') })
  const page = await (await fetch(`${server.origin}/token`)).text()
  const wanted = new Set([...page.matchAll(/"(\/assets\/modules\/[^"]+)"/g)].map(([, path = '']) => path))
  expect(wanted.size).toBe(2)
  for (const path of wanted) {
    const answer = await fetch(server.origin + path)
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      ...[path, 200, 'text/javascript; charset=utf-8'],
    ])
    const imports = /^(?:import|export)\s[^'"=()]*\bfrom\s*['"]([^'"]+)['"]/gm
    for (const [, next = ''] of (await answer.text()).matchAll(imports)) wanted.add(next)
  }
  expect([...wanted].some(path => path.includes('/inspect.'))).toBe(true)
})

/** A package's name, by its folder's. */
function ofNpm(name: (typeof names)[number]): string {
  return name === 'cli' ? 'latchkey' : `@latchkey/${name}`
}
