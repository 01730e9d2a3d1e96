/** What happened, as whoever runs the server reads it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { play, type Scene } from '../../../../protocol/src/command/testing/play.ts'
import { testEngines } from '../../storage/testing/stores.ts'
import { program } from '../program.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-audit-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(testEngines)('beside a server on $name', engine => {
  let environment: Record<string, string>
  const run = (line: string, scene: Scene = {}) =>
    play(program, line.split(/ +/), { now: Date.now(), environment, ...scene })
  const events = async (line: string) => JSON.parse((await run(`audit list ${line} --json`)).output)

  beforeAll(async () => {
    const data = await mkdtemp(join(folder, 'data-'))
    environment = { LATCHKEY_DATA: data, LATCHKEY_DATABASE: await engine.newUrl(data) }
    const steps = [
      'account create --username ada --email ada@example.com',
      'organization create acme --owner ada',
      'repository create pypi:acme',
      'key create --organization acme --role write --name ci --allow publish=pypi:acme',
    ]
    for (const step of steps) {
      const played = await run(step, { input: 'correct horse battery staple\n' })
      expect(played).toMatchObject({ exitCode: 0 })
    }
  })

  test('every command that changed something is there, newest first, as the operator’s', async () => {
    const { events: all, next } = await events('')
    expect(all.map(({ what }: { what: string }) => what)).toEqual([
      'key.created',
      'repository.created',
      'member.added',
      'organization.created',
      'account.created',
      'master_key.added',
    ])
    expect(new Set(all.map(({ actor }: { actor: { kind: string } }) => actor.kind))).toEqual(
      new Set(['operator']),
    )
    expect(next).toBeNull()
  })

  test('of one organization, one person, one key and one name, and a page at a time', async () => {
    const names = async (line: string) =>
      (await events(line)).events.map(({ what }: { what: string }) => what)
    expect(await names('--organization acme')).toHaveLength(4)
    expect(await names('--account ada')).toEqual(['member.added', 'account.created'])
    const { events: made } = await events('--what key.created')
    expect(await names(`--key ${made[0].subject.id}`)).toEqual(['key.created'])
    const { events: first, next } = await events('--limit 2')
    expect([
      ...first.map(({ what }: { what: string }) => what),
      ...(await names(`--after ${next}`)),
    ]).toHaveLength(6)
  })

  test('people read one line for each, and are told what was typed wrongly', async () => {
    expect((await run('audit list --what key.created')).output).toMatch(
      /^\d{4}-\S+Z {2}key\.created {2}key ci {2}by operator\n$/,
    )
    expect(await run('audit list --what key.eaten')).toMatchObject({ exitCode: 2 })
    expect(await run('audit list --limit 0')).toMatchObject({ exitCode: 2 })
    expect(await run('audit list --account nobody')).toMatchObject({ exitCode: 1 })
  })
})
