/** Reads the source of the rooms for the codes that they refuse with. */
import { globSync, readFileSync } from 'node:fs'
import { refuse } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { hasStatus, statusOf } from './status.ts'

const packages = new URL('../../../', import.meta.url)

/** Those whose refusals never reach a page or the API: commands, starting up, and the ecosystems' own dialects. */
const elsewhere =
  /\.test\.|\.contract\.|\/testing|\/serve\/|\/command\/|\/ecosystems\/|\/upstreams\/|\/backups\//

function* refusalsIn(pattern: string): Generator<readonly [code: string, file: string]> {
  for (const file of globSync(pattern, { cwd: packages })) {
    if (elsewhere.test(file)) continue
    const source = readFileSync(new URL(file, packages), 'utf8')
    for (const [, code = ''] of source.matchAll(/\brefuse(?:ForNow)?\(\s*'([a-z_]+)'/g)) yield [code, file]
  }
}

test('every code that a room refuses with has its status in the table', () => {
  const found = ['server/src/**/*.ts', 'tokens/src/**/*.ts', 'protocol/src/**/*.ts'].flatMap(pattern => [
    ...refusalsIn(pattern),
  ])
  expect(found.length).toBeGreaterThan(50)
  expect(found.filter(([code]) => !hasStatus(code))).toEqual([])
})

test('one code has one status', () => {
  expect(statusOf(refuse('credential_required', 'No.', 'Go.'))).toBe(401)
  expect(statusOf(refuse('too_many_attempts', 'No.', 'Go.'))).toBe(429)
  expect(statusOf(refuse('unknown_organization', 'No.', 'Go.'))).toBe(404)
})
