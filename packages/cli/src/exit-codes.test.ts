import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { play } from './testing/terminal.ts'

const HOME = mkdtempSync(join(tmpdir(), 'latchkey-'))
afterAll(() => rmSync(HOME, { recursive: true }))
const environment = { HOME, LATCHKEY_TOKEN: 'pypi-AgEIcHlwaS5vcmc' }

test.for([
  ['token', '--for', 'acme'],
  ['key', 'create', 'ci', '--package', 'widget'],
  ['key', 'create', 'ci', '--repository', 'acme'],
  ['key', 'create', 'ci', '--package', 'pypi:acme/widget', '--action', 'sing'],
  ['key', 'create', 'ci', '--package', 'pypi:acme/widget', '--expires', 'soon'],
  ['key', 'create', 'ci', '--package', 'pypi:acme/widget', '--network', 'here'],
  ['exec', '--package', 'widget', '--', 'twine', 'upload', 'dist/widget-1.0.tar.gz'],
  ['status', '--registry', 'acme'],
  ['explain', 'acme'],
])('typed wrongly, it exits with 2 and says what to write: latchkey %s', async typed => {
  const { exitCode, output, said } = await play(typed, { environment })
  expect([exitCode, output]).toEqual([2, ''])
  expect(said).toMatch(/\nWrite /)
})
