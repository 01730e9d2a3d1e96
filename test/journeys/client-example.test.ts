/** The small package manager of `examples/`, as somebody who copied it uses it: a person, then CI. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wheelBytes, wheelFilename } from '../../packages/server/src/ecosystems/pypi/testing/wheel.ts'
import { type AcmeServer, password, startAcmeServer } from '../support/acme.ts'
import { letIn } from '../support/logging-in.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
let server: AcmeServer
let home: string

beforeAll(async () => {
  server = await startAcmeServer()
  home = join(server.folder, 'home')
  mkdirSync(join(home, 'node_modules'), { recursive: true })
  cpSync(join(repository, 'examples/package-manager.ts'), join(home, 'package-manager.ts'))
  symlinkSync(join(repository, 'node_modules/@latchkey'), join(home, 'node_modules/@latchkey'))
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
})
afterAll(() => server?.stop())

const type = (words: string, env: Readonly<Record<string, string>> = {}) =>
  run(['package-manager.ts', ...words.split(' ')], env)

/** Types it. Whoever is asked to open a page does so at once. */
async function run(words: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--conditions=latchkey-source', ...words], {
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, LATCHKEY_REGISTRY: server.origin, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  let letting: Promise<void> | undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const [, code] = /and enter (\S+)\n/.exec(printed) ?? []
      if (code !== undefined) letting ??= letIn(server.origin, { username: 'ada', password }, code)
    })
  }
  const [status] = await once(child, 'close')
  await letting
  return { status, printed }
}

const wheel = (version: string) => ({ name: 'widget', version })

test('nobody is logged in: it says what to type, and asks nobody who is not there', async () => {
  const { status, printed } = await type('install acme/widget', { CI: 'true' })
  expect(status).toBe(1)
  expect(printed).toMatch(/Run: latchkey login\n$/)
})

test('a person logs in, publishes a file and installs it', async () => {
  expect(await type('login')).toMatchObject({ status: 0, printed: expect.stringContaining('and enter') })
  const file = wheelFilename(wheel('1.0.0'))
  mkdirSync(join(home, 'built'))
  writeFileSync(join(home, 'built', file), wheelBytes(wheel('1.0.0')))
  expect(await type(`publish acme/widget 1.0.0 built/${file}`)).toEqual({ status: 0, printed: '' })
  expect(await type('install acme/widget')).toEqual({ status: 0, printed: '' })
  expect(readFileSync(join(home, file))).toEqual(readFileSync(join(home, 'built', file)))
})

test('a file that is not the version that was named is refused, and the program says so and fails', async () => {
  const file = wheelFilename(wheel('2.0.0'))
  writeFileSync(join(home, 'built', file), wheelBytes(wheel('2.0.0')))
  const { status, printed } = await type(`publish acme/widget 3.0.0 built/${file}`)
  expect([status, printed]).toEqual([1, expect.stringMatching(/^40[03] /)])
})

test('in CI the token of the environment is used, for its own registry alone', async () => {
  const ci = { CI: 'true', LATCHKEY_TOKEN: server.token, LATCHKEY_CONFIG: join(home, 'nothing-here') }
  expect(await type('install acme/widget', ci)).toEqual({ status: 0, printed: '' })
  expect(existsSync(join(home, 'nothing-here'))).toBe(false)
})

test('the blocks of the page about the library are one program, which prints what stands there', async () => {
  const page = readFileSync(join(repository, 'docs/use/client-library.md'), 'utf8')
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text)
  const here = (text: string) => text.replaceAll('https://packages.example.com', server.origin)
  writeFileSync(join(home, 'page.ts'), here(blocks('ts').join('\n')))
  const token = { LATCHKEY_TOKEN: server.token, LATCHKEY_CONFIG: join(home, 'of-the-page'), CI: 'true' }
  const variable = here('LATCHKEY_TOKEN_LOCALHOST_') + new URL(server.origin).port
  expect(await run(['page.ts'], token)).toEqual({
    status: 0,
    printed: here(blocks('text').join('')).replaceAll('LATCHKEY_TOKEN_PACKAGES_EXAMPLE_COM', variable),
  })
})

test('logged out it is asked again', async () => {
  expect((await type('logout')).status).toBe(0)
  expect((await type('install acme/widget', { CI: 'true' })).status).toBe(1)
})
