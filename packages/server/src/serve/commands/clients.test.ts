import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { play } from '../../../../protocol/src/command/testing/play.ts'
import { operator } from '../../audit/index.ts'
import type { Client } from '../../clients/index.ts'
import { testEngines } from '../../storage/testing/stores.ts'
import { program } from '../program.ts'
import { withRooms } from '../with-rooms.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-clients-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(testEngines)('the clients of a Latchkey on $name', engine => {
  let environment: Record<string, string>

  const run = (words: readonly string[], input = '') =>
    play(program, words, { now: Date.now(), environment, input })

  async function json(...words: readonly string[]) {
    const { exitCode, output, said } = await run([...words, '--json'])
    expect(said).toBe('')
    return { exitCode, ...JSON.parse(output) }
  }

  beforeAll(async () => {
    const data = await mkdtemp(join(folder, 'data-'))
    environment = {
      LATCHKEY_DATA: data,
      LATCHKEY_DATABASE: await engine.newUrl(data),
      LATCHKEY_LOG: 'silent',
    }
    const ada = 'account create --username ada --email ada@example.com'
    await run(ada.split(' '), 'correct horse battery staple')
  })

  test('those of Hex and our own are there from the start', async () => {
    const { clients } = await json('client', 'list')
    expect(clients.map(({ name, preconfigured }: Client) => [name, preconfigured])).toEqual([
      ['Hex CLI', true],
      ['rebar3', true],
      ['latchkey', true],
    ])
  })

  test('a public one is its id, and may be sent back to where it said', async () => {
    const made = await run(['client', 'create', 'Acme CLI', '--redirect-uri', 'http://127.0.0.1/callback'])
    expect(made.exitCode).toBe(0)
    const { clients } = await json('client', 'list')
    const client = clients.find(({ name }: Client) => name === 'Acme CLI')
    expect(made.output).toBe(`${client.id}\n`)
    expect(client).toMatchObject({ kind: 'public', redirectUris: ['http://127.0.0.1/callback'] })
    expect((await run(['client', 'list'])).output).toContain('back to http://127.0.0.1/callback')
  })

  test('the secret of a confidential one is printed once, and is the one that it is known by', async () => {
    const { client, secret } = await json('client', 'create', 'Mirror', '--confidential')
    expect(client).toMatchObject({ name: 'Mirror', kind: 'confidential' })
    const printed = await run(['client', 'create', 'Forum', '--confidential'])
    const [id = '', other = ''] = printed.output.trim().split('\n')
    expect(printed.said).toContain('shown once')
    for (const text of [
      JSON.stringify(await json('client', 'list')),
      (await run(['client', 'list'])).output,
    ]) {
      expect(text).toContain(id)
      for (const each of [secret, other]) expect(text).not.toContain(each)
    }
    await withRooms(environment, async ({ store }) => {
      const rows = await store.read.selectFrom('clients').selectAll().execute()
      for (const each of [secret, other]) expect(JSON.stringify(rows)).not.toContain(each)
    })
  })

  test('one that is removed takes its logins with it', async () => {
    const { client } = await json('client', 'create', 'Gone')
    const login = await withRooms(environment, async ({ store, accounts, logins, clients }) => {
      const [account, found] = [await accounts.byUsername('ada'), await clients.find(client.id)]
      if (account === undefined || found === undefined) throw new Error('They are there.')
      const input = { accountId: account.id, client: found, scope: 'api', cause: operator, now: Date.now() }
      return store.write(transaction => logins.insert(transaction, input))
    })
    if (refused(login)) throw new Error(login.message)
    expect(await json('client', 'remove', client.id)).toMatchObject({
      ...{ exitCode: 0, client: { name: 'Gone' }, endedLogins: 1 },
    })
    await withRooms(environment, async ({ logins }) => {
      expect(await logins.byId(login.id)).toMatchObject({ endedBecause: 'ended' })
    })
    expect(await json('client', 'remove', client.id)).toMatchObject({
      ...{ exitCode: 1, error: { code: 'unknown_client' } },
    })
  })

  test.each([
    [['client', 'create', ''], 'invalid_name'],
    [['client', 'create', 'rebar3'], 'name_taken'],
    [['client', 'create', 'Web', '--redirect-uri', 'http://app.example.com/'], 'invalid_redirect_uri'],
    [['client', 'remove', 'latchkey'], 'preconfigured_client'],
    [['client', 'remove', 'nobody'], 'unknown_client'],
  ])('%o is refused: %s', async (words, code) => {
    expect(await json(...words)).toMatchObject({ exitCode: 1, error: { code } })
  })

  test.each([
    [['client', 'create']],
    [['client', 'remove']],
    [['client', 'create', 'A', '--secret', 'of mine']],
  ])('%o is typed wrongly', async words => {
    expect(await run(words)).toMatchObject({ exitCode: 2, output: '' })
  })
})
