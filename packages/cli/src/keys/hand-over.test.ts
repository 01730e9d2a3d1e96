import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handOver } from './hand-over.ts'
import type { Key } from './key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-hand-over-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const key: Key = {
  ...{ id: 'rqj7Cebx53gGaKyowO6Ibg', name: 'ci', role: undefined, rows: [], words: [], createdAt: 0 },
  ...{ expiresAt: undefined, revokedAt: undefined, lastUsed: undefined, replacedBy: undefined },
}

test('of a key whose text was lost on its way, what revokes it is said, and the text is nowhere', async () => {
  const path = join(folder, 'ci.key')
  const refusal = await handOver(
    {
      ...{ output: path, force: true, group: 'organization key acme' },
      async make() {
        mkdirSync(path)
        return { key, token: new Secret('hunter2') }
      },
      tell: () => ({ data: {}, note: 'It is made.' }),
    },
    { folder },
  )
  expect(refusal).toMatchObject({
    message: `The key was made, and then its text could not be written to ${path}: it is lost.`,
    next: expect.stringContaining(`latchkey organization key acme revoke ${key.id},`),
  })
  expect(JSON.stringify(refusal)).not.toContain('hunter2')
  expect([readdirSync(folder), existsSync(path) && readdirSync(path)]).toEqual([['ci.key'], []])
})
