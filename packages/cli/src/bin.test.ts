import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { requireTool } from '../../../test/support/tools.ts'
import { key } from './testing/tokens.ts'

const bin = fileURLToPath(new URL('../bin/latchkey.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'latchkey-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function latchkey(words: readonly string[], input: string, environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
    input,
    encoding: 'utf8',
    env: environment,
    cwd: folder,
  })
  return { status, stdout, stderr }
}

test('a token is narrowed through one pipe and inspected through the next', () => {
  writeFileSync(join(folder, 'x.whl'), 'a wheel')
  const words = ['--expires', '15m', '--package', 'pypi:acme/widget', '--file', 'x.whl']
  const narrowed = latchkey(['token', 'attenuate', ...words], `${key}\n`)
  expect(narrowed).toMatchObject({ status: 0, stderr: '' })
  const { status, stdout } = latchkey(['token', 'inspect', '--json'], narrowed.stdout)
  expect(status).toBe(0)
  const { restrictions, expiresAt } = JSON.parse(stdout)
  expect(restrictions.map(({ words }: { words: string }) => words)).toEqual([
    'may only publish pypi:acme/widget',
    'only a file with digest sha256:69f51477f05c46bfa5ff0027a1fcde274695311a38adfb85611ffeb93c8b146b',
    expect.stringMatching(/^until /),
  ])
  expect(Math.abs(Date.parse(expiresAt) - Date.now() - 900_000)).toBeLessThan(60_000)
})

test('the token may be in a file or in the environment', () => {
  writeFileSync(join(folder, 'token.txt'), key)
  expect(latchkey(['token', 'inspect', '--token-file', 'token.txt'], '').status).toBe(0)
  expect(latchkey(['token', 'inspect'], '', { LATCHKEY_TOKEN: key }).status).toBe(0)
})

test('a refusal exits with 1, a slip of the finger with 2, both on standard error', () => {
  expect(latchkey(['token', 'inspect'], 'hunter2')).toMatchObject({ status: 1, stdout: '' })
  expect(latchkey(['token', 'inspekt'], '')).toMatchObject({ status: 2, stdout: '' })
  expect(latchkey(['token', 'inspect', key], '').stderr).not.toContain(key)
})

test('whoever has seen enough may stop reading', () => {
  const line = `"${process.execPath}" "${bin}" --help | head -n 1`
  const { stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8', env: {} })
  expect([stdout, stderr]).toEqual(['Credentials for package registries.\n', ''])
})

test.skipIf(requireTool('script'))(
  'on a narrow terminal lines end with words, and in a pipe where they ended',
  () => {
    const line = `stty cols 50; "${process.execPath}" "${bin}" step-up --help`
    const typed = (words: string) =>
      spawnSync('script', ['-qec', words, '/dev/null'], { encoding: 'utf8' }).stdout.replaceAll('\r', '')
    const wide = latchkey(['step-up', '--help'], '').stdout
    const narrow = typed(line)
    expect(Math.max(...narrow.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(50)
    expect(narrow.split(/[\s#]+/)).toEqual(wide.split(/[\s#]+/))
    expect(typed(`${line} | cat`)).toBe(wide)
  },
)

test('what should not happen is one sentence, with no secret and no code of ours', () => {
  mkdirSync(join(folder, 'settings.json'))
  const environment = { LATCHKEY_CONFIG: folder, LATCHKEY_TOKEN: key }
  const { status, stdout, stderr } = latchkey(['whoami'], '', environment)
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(
    /^latchkey: The system does not let this be done: EISDIR read\b.*\nTo see where: .*\n$/,
  )
  const debugged = latchkey(['whoami'], '', { ...environment, LATCHKEY_DEBUG: '1' })
  expect(debugged.stderr).toContain('settings.ts')
  expect(debugged.stderr).not.toContain(key)
})
