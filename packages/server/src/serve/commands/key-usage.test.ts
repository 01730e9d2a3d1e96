import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { play } from '../../../../protocol/src/command/testing/play.ts'
import { testEngines } from '../../storage/testing/stores.ts'
import { program } from '../program.ts'
import { withRooms } from '../with-rooms.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-key-usage-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(testEngines)('on $name', engine => {
  test('key usage tells what a key was used for by day, and nothing of a key that never was', async () => {
    const data = await mkdtemp(join(folder, 'data-'))
    const environment = { LATCHKEY_DATA: data, LATCHKEY_DATABASE: await engine.newUrl(data) }
    const run = (line: string) =>
      play(program, line.split(' '), {
        now: Date.now(),
        environment,
        input: 'correct horse battery staple\n',
      })
    await run('account create --username ada --email ada@example.com')
    const { key } = JSON.parse(
      (await run('key create --account ada --name ci --allow read=pypi:acme --json')).output,
    )
    expect((await run(`key usage ${key.id}`)).output).toBe('It was not used.\n')

    const from = { client: 'pip/24.0', address: '192.0.2.7' }
    const use = { key: key.id, owner: 'ada', action: 'read', ...from } as const
    const today = () => new Date().toISOString().slice(0, 10)
    const before = today()
    const counted = await withRooms(environment, async ({ keys }) => {
      for (const target of ['pypi:acme', 'pypi:acme', '']) keys.count({ ...use, target })
      await keys.flush()
    })
    expect(refused(counted)).toBe(false)
    const { usage, published } = JSON.parse((await run(`key usage ${key.id} --json`)).output)
    const day = usage[0]?.day
    // Midnight may have been since.
    expect([before, today()]).toContain(day)
    const row = { action: 'read', client: 'pip/24.0', network: '192.0.2.0/24' }
    expect({ usage, published }).toEqual({
      usage: [
        { ...row, day, count: 1 },
        { ...row, day, target: 'pypi:acme', count: 2 },
      ],
      published: [],
    })
    expect((await run(`key usage ${key.id}`)).output).toBe(
      `${day}  1 x read  -          pip/24.0  192.0.2.0/24\n${day}  2 x read  pypi:acme  pip/24.0  192.0.2.0/24\n`,
    )
    expect((await run('key usage AAAAAAAAAAAAAAAAAAAAAA')).said).toContain('There is no such key')
  })
})
