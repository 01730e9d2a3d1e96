import { chmod, mkdtemp, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { play } from '../../../protocol/src/command/testing/play.ts'
import { giveSecondFactor } from '../second-factors/testing.ts'
import { readConfiguration } from './configuration.ts'
import { program } from './program.ts'
import { startServer } from './start-server.ts'
import { withRooms } from './with-rooms.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map(each => rm(each, { recursive: true }))))

const text = (letter: string) => JSON.stringify({ key: `${letter.repeat(42)}A` })

describe('the second-factor key', () => {
  let data: string
  let path: string

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'latchkey-second-factor-key-'))
    folders.push(data)
    path = join(data, 'second-factor-key.json')
  })

  async function start(more: Readonly<Record<string, string>> = {}) {
    const environment = { PORT: '0', LATCHKEY_LOG: 'silent', LATCHKEY_DATA: data, ...more }
    const configuration = readConfiguration(environment)
    if (refused(configuration)) throw new Error(configuration.message)
    const server = await startServer(configuration)
    if (!refused(server)) onTestFinished(() => server.close(0))
    return server
  }
  const startAndStop = async (more: Readonly<Record<string, string>> = {}) => {
    const server = await start(more)
    if (refused(server)) throw new Error(server.message)
    await server.close(0)
  }

  test('is made by the first start, of 32 bytes, for its owner only, and kept by the next', async () => {
    await startAndStop()
    const made = await readFile(path, 'utf8')
    expect(Buffer.from(JSON.parse(made).key, 'base64url')).toHaveLength(32)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    await startAndStop()
    expect(await readFile(path, 'utf8')).toBe(made)
  })

  test('that is not there any more is not made again', async () => {
    await startAndStop()
    await unlink(path)
    expect(await start()).toMatchObject({ code: 'second_factor_key_missing' })
    await expect(stat(path)).rejects.toThrow('ENOENT')
  })

  test('that is lost for good is forgotten with every second factor, and the next start makes another', async () => {
    const environment = { LATCHKEY_LOG: 'silent', LATCHKEY_DATA: data }
    const run = (line: string, input = '') =>
      play(program, line.split(' '), { environment, now: Date.now(), input })
    await startAndStop()
    await run('account create --username ada --email ada@example.com', 'correct horse battery staple\n')
    await withRooms(environment, async ({ store, accounts }) => {
      const { id = '' } = (await accounts.byUsername('ada')) ?? {}
      await giveSecondFactor(store, id, { now: Date.now, monotonic: Date.now })
    })
    await unlink(path)
    expect(await start()).toMatchObject({ code: 'second_factor_key_missing' })

    const counted = await run('second-factor-key forget')
    expect([counted.exitCode, counted.output]).toEqual([1, expect.stringContaining('second factor: 1.')])
    expect(await start()).toMatchObject({ code: 'second_factor_key_missing' })
    const forgotten = await run('second-factor-key forget --yes --json')
    expect(JSON.parse(forgotten.output)).toMatchObject({ accounts: 1, forgotten: true })
    await startAndStop()
    const left = await withRooms(environment, async ({ store }) => ({
      factors: await store.read.selectFrom('authenticators').selectAll().execute(),
      mails: await store.read.selectFrom('outbox').select('subject').where('link_id', 'is', null).execute(),
    }))
    expect(left).toEqual({
      factors: [],
      mails: [{ subject: 'Your account has no second factor any more (ada)' }],
    })
  })

  test('that is another than this database’s refuses to start, whether in the file or in the setting', async () => {
    await startAndStop()
    const own = await readFile(path, 'utf8')
    await writeFile(path, text('B'), { mode: 0o600 })
    expect(await start()).toMatchObject({ code: 'second_factor_key_differs' })
    expect(await start({ LATCHKEY_SECOND_FACTOR_KEY: text('C') })).toMatchObject({
      code: 'second_factor_key_differs',
    })
    await startAndStop({ LATCHKEY_SECOND_FACTOR_KEY: own })
  })

  test('that the setting holds is not written to the data folder', async () => {
    await startAndStop({ LATCHKEY_SECOND_FACTOR_KEY: text('B') })
    await expect(stat(path)).rejects.toThrow('ENOENT')
    expect(await start()).toMatchObject({ code: 'second_factor_key_missing' })
  })

  test('that others can read refuses, and says which command closes it', async () => {
    await startAndStop()
    await chmod(path, 0o640)
    expect(await start()).toMatchObject({
      code: 'second_factor_key_exposed',
      next: `Type: chmod 600 ${path}`,
    })
  })

  test.each(['', '{', '{"key":"AAAA"}', '{"key":"'.concat('A'.repeat(43), '","x":1}')])(
    'that is malformed is refused and left as it is: %j',
    async malformed => {
      await writeFile(path, malformed, { mode: 0o600 })
      expect(await start()).toMatchObject({ code: 'second_factor_key_unreadable' })
      expect(await readFile(path, 'utf8')).toBe(malformed)
    },
  )
})
