/** What the running server does with usage and mail by itself: counted, written within a second or two, delivered. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { keyCaveats } from '../keys/index.ts'
import { startMailServer } from '../mail/testing/mail-server.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { readConfiguration } from './configuration.ts'
import { startServer } from './start-server.ts'

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(value.message)
  return value
}

const day = 24 * 60 * 60 * 1000

describe.each(testEngines)('on $name', engine => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-used-'))
    await engine.newUrl(folder)
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true }))

  /** Two nodes, of which ada has a key. */
  async function twoNodes(more: Record<string, string> = {}) {
    const data = await mkdtemp(join(folder, 'data-'))
    const environment = {
      ...{ PORT: '0', LATCHKEY_DATA: data, LATCHKEY_LOG: 'silent', ...more },
      LATCHKEY_DATABASE: await engine.newUrl(data),
    }
    const start = async () => must(await startServer(must(readConfiguration(environment))))
    const nodes = [await start(), await start()] as const
    onTestFinished(async () => {
      for (const node of nodes) await node.close(0)
    })
    const { accounts, keys } = nodes[0].rooms
    const password = new Secret('correct horse battery')
    const ada = must(await accounts.create({ username: 'ada', email: 'ada@example.com', password }, operator))
    const { key, token } = must(
      await keys.create({
        ...{ owner: { kind: 'account', id: ada.id }, name: 'laptop', by: 'local command' },
        caveats: must(keyCaveats({ allow: [{ actions: ['read'], targets: ['pypi:acme'] }] })),
        expiresAt: Date.now() + 30 * day,
      }),
    )
    return { nodes, keys, key, token: token.expose(), data }
  }

  test('what a key is used for at any node is known a second or two later, and what it was refused is not', async () => {
    const { nodes, keys, key, token } = await twoNodes()
    const headers = { authorization: `Bearer ${token}`, 'user-agent': 'uv/0.9.1 {}' }
    for (const { origin } of nodes) {
      expect((await fetch(`${origin}/api/v1/validate`, { headers })).status).toBe(200)
      expect((await fetch(`${origin}/api/v1/keys`, { headers })).status).toBe(403)
    }
    const use = { action: 'identify', client: 'uv/0.9.1', network: '127.0.0.0/24', count: 2 }
    await expect.poll(async () => (await keys.usage(key.id)).items, { timeout: 3_000 }).toMatchObject([use])
  })

  test('a key that is burned at one node: its owner has one mail a few seconds later, through the mail server', async () => {
    const server = await startMailServer()
    const { nodes, token } = await twoNodes({
      LATCHKEY_MAIL: `smtp://127.0.0.1:${server.port}`,
      LATCHKEY_MAIL_FROM: 'packages@example.com',
    })
    const burned = await fetch(`${nodes[1].origin}/api/v1/keys/burn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    expect(burned.status).toBe(204)
    await expect.poll(() => server.taken.length, { timeout: 12_000, interval: 100 }).toBe(1)
    expect(server.taken[0]).toMatchObject({ from: 'packages@example.com', to: ['ada@example.com'] })
    expect(server.taken[0]?.text).toContain('Subject: =?UTF-8?Q?The_key_=22laptop=22_was_burned?=\r\n')
    expect(server.taken[0]?.text).not.toContain(token)
    // Every node has looked once more by now.
    await new Promise(resolve => setTimeout(resolve, 5_500))
    expect(server.taken).toHaveLength(1)
  }, 30_000)

  test('where no mail server is set, the mail is a file in the data folder', async () => {
    const { nodes, key, keys, data } = await twoNodes()
    const { token } = must(await keys.rotate({ id: key.id, by: 'local command' }))
    const body = JSON.stringify({ token: token.expose() })
    const headers = { 'content-type': 'application/json' }
    await fetch(`${nodes[0].origin}/api/v1/keys/burn`, { method: 'POST', headers, body })
    const mails = () => readdir(join(data, 'mail')).catch(() => [])
    await expect.poll(mails, { timeout: 12_000, interval: 100 }).toEqual([expect.stringMatching(/\.eml$/)])
    const [name = ''] = await mails()
    expect(await readFile(join(data, 'mail', name), 'utf8')).toContain('To: ada@example.com\r\n')
  }, 20_000)
})
