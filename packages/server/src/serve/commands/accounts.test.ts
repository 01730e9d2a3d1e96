import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { play } from '../../../../protocol/src/command/testing/play.ts'
import { testEngines } from '../../storage/testing/stores.ts'
import { program } from '../program.ts'
import { withRooms } from '../with-rooms.ts'

const password = 'correct horse battery staple'
const folder = await mkdtemp(join(tmpdir(), 'latchkey-accounts-'))
afterAll(() => rm(folder, { recursive: true }))

describe.each(testEngines)('beside a server on $name', engine => {
  let environment: Record<string, string>

  const run = (line: string, input?: string) =>
    play(program, line.split(' '), { now: Date.now(), environment, ...(input && { input }) })
  const json = async (line: string) => {
    const { exitCode, output } = await run(`${line} --json`)
    return { exitCode, ...JSON.parse(output) }
  }

  beforeAll(async () => {
    const data = await mkdtemp(join(folder, 'data-'))
    const LATCHKEY_ORIGIN = 'https://packages.example.com'
    environment = { LATCHKEY_DATA: data, LATCHKEY_DATABASE: await engine.newUrl(data), LATCHKEY_ORIGIN }
    await run('account create --username warden --email w@example.com --administrator', password)
    await run('account create --username ada --email ada@example.com', password)
  })

  test('account reset prints a link of the origin that sets a new password', async () => {
    const { output, said } = await run('account reset ada --link')
    const [, secret = ''] = /^https:\/\/packages\.example\.com\/reset\/([\w-]{43})\n$/.exec(output) ?? []
    expect(said).toContain('works once')
    const link = await withRooms(environment, ({ lockOut }) => lockOut.openResetLink(new Secret(secret)))
    expect(link).toMatchObject({ account: { username: 'ada' } })
    expect(await json('account reset ada --link')).toMatchObject({ account: { username: 'ada' } })
    expect((await run('account reset ada')).exitCode).toBe(2)
  })

  test('account reset --second-factor prints one that may take the second factor away too', async () => {
    for (const [line, flag] of [
      ['account reset ada --link', 0],
      ['account reset ada --link --second-factor', 1],
    ] as const) {
      await run(line)
      const links = await withRooms(environment, ({ store }) =>
        store.read.selectFrom('reset_links').select('second_factor').execute(),
      )
      expect(links).toEqual([{ second_factor: flag }])
    }
  })

  test('account disable and enable say what is so then', async () => {
    expect(await json('account disable ada')).toMatchObject({
      exitCode: 0,
      account: { username: 'ada', disabledAt: expect.stringMatching(/Z$/) },
    })
    expect(await json('account reset ada --link')).toMatchObject({ error: { code: 'account_disabled' } })
    const enabled = await json('account enable ada')
    expect(enabled.exitCode).toBe(0)
    expect(enabled.account).not.toHaveProperty('disabledAt')
    expect(await json('account disable warden')).toMatchObject({ error: { code: 'last_administrator' } })
  })

  test('account administrator grants and withdraws', async () => {
    expect(await json('account administrator warden --withdraw')).toMatchObject({
      exitCode: 1,
      error: { code: 'last_administrator', next: expect.stringContaining('--grant') },
    })
    expect(await json('account administrator ada --grant')).toMatchObject({
      account: { administrator: true },
    })
    expect(await json('account administrator ada --withdraw')).toMatchObject({
      account: { administrator: false },
    })
    for (const wrong of ['', ' --grant --withdraw'])
      expect((await run(`account administrator ada${wrong}`)).exitCode).toBe(2)
  })

  test('account delete asks for the name once more, and is for good', async () => {
    for (const wrong of ['', ' --confirm warden']) {
      expect(await json(`account delete ada${wrong}`)).toMatchObject({
        exitCode: 1,
        error: { code: 'confirmation_required' },
      })
    }
    const there = await withRooms(environment, ({ accounts }) => accounts.byUsername('ada'))
    expect(there && !refused(there)).toBe(true)
    expect(await json('account delete ada --confirm ada')).toMatchObject({ exitCode: 0 })
    for (const line of ['disable ada', 'enable ada', 'reset ada --link', 'delete ada --confirm ada'])
      expect(await json(`account ${line}`)).toMatchObject({ error: { code: 'unknown_account' } })
    const again = await run('account create --username ada --email ada@example.com', password)
    expect(again.said).toContain('The name ada is taken.')
  })
})
