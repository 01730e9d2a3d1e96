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
import type { Rooms } from './rooms.ts'
import { startServer } from './start-server.ts'
import { withRooms } from './with-rooms.ts'

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
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function newPlace(more: Record<string, string> = {}) {
    const data = await mkdtemp(join(folder, 'data-'))
    const LATCHKEY_DATABASE = await engine.newUrl(data)
    return { PORT: '0', LATCHKEY_DATA: data, LATCHKEY_LOG: 'silent', LATCHKEY_DATABASE, ...more }
  }

  type Place = Awaited<ReturnType<typeof newPlace>>

  /** Two nodes over one database. */
  async function twoNodes(place: Place) {
    const start = async () => must(await startServer(must(readConfiguration(place))))
    const nodes = [await start(), await start()] as const
    onTestFinished(async () => {
      for (const node of nodes) await node.close(0)
    })
    return nodes
  }

  async function keyOfAda({ accounts, keys }: Pick<Rooms, 'accounts' | 'keys'>) {
    const password = new Secret('correct horse battery')
    const ada = must(
      await accounts.create(
        { username: 'ada', email: 'ada@example.com', emailVerified: true, password },
        operator,
      ),
    )
    const { key, token } = must(
      await keys.create({
        ...{ owner: { kind: 'account', id: ada.id }, name: 'laptop', by: 'local command' },
        caveats: must(keyCaveats({ allow: [{ actions: ['read'], targets: ['pypi:acme'] }] })),
        expiresAt: Date.now() + 30 * day,
      }),
    )
    return { key, token: token.expose() }
  }

  /** Once it is empty, no node sends anything. */
  async function waitingIn(place: Place) {
    return must(
      await withRooms(place, ({ store }) => store.read.selectFrom('outbox').select('subject').execute()),
    )
  }

  /** The files that mail of this subject became. */
  async function mailIn({ LATCHKEY_DATA }: Place, subject: string) {
    const folder = join(LATCHKEY_DATA, 'mail')
    const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.eml'))
    const files = await Promise.all(names.map(name => readFile(join(folder, name), 'utf8')))
    // Quoted-printable (RFC 2045 section 6.7) breaks long lines.
    return files.map(file => file.replaceAll('=\r\n', '')).filter(file => file.includes(`<title>${subject}`))
  }

  test('what a key is used for at any node is known a second or two later, and what it was refused is not', async () => {
    const nodes = await twoNodes(await newPlace())
    const { keys } = nodes[0].rooms
    const { key, token } = await keyOfAda(nodes[0].rooms)
    const headers = { authorization: `Bearer ${token}`, 'user-agent': 'uv/0.9.1 {}' }
    for (const { origin } of nodes) {
      expect((await fetch(`${origin}/api/v1/validate`, { headers })).status).toBe(200)
      expect((await fetch(`${origin}/api/v1/keys`, { headers })).status).toBe(403)
    }
    const usage = async () => (await keys.usage(key.id)).items
    // Of two days, where midnight was between the two.
    const counted = async () => (await usage()).reduce((sum, { count }) => sum + count, 0)
    await expect.poll(counted).toBe(2)
    for (const use of await usage())
      expect(use).toMatchObject({ action: 'identify', client: 'uv/0.9.1', network: '127.0.0.0/24' })
  })

  test('a key that is burned at one node: its owner has one mail a few seconds later, through the mail server', async () => {
    const server = await startMailServer()
    const LATCHKEY_MAIL = `smtp://127.0.0.1:${server.port}`
    const place = await newPlace({ LATCHKEY_MAIL, LATCHKEY_MAIL_FROM: 'packages@example.com' })
    const nodes = await twoNodes(place)
    const { token } = await keyOfAda(nodes[0].rooms)
    const burned = await fetch(`${nodes[1].origin}/api/v1/keys/burn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    expect(burned.status).toBe(204)
    await expect.poll(() => server.taken.length).toBe(2)
    const about = (subject: string) =>
      server.taken.filter(({ text }) =>
        text.includes(`Subject: =?UTF-8?Q?The_key_=22laptop=22_was_${subject}?=\r\n`),
      )
    expect(about('made')).toHaveLength(1)
    expect(about('burned')).toMatchObject([{ from: 'packages@example.com', to: ['ada@example.com'] }])
    for (const { text } of server.taken) expect(text).not.toContain(token)
    await expect.poll(() => waitingIn(place)).toEqual([])
    expect(server.taken).toHaveLength(2)
  })

  test('a key that expires in a week is told by one of the nodes once they run; without a mail server, as a file', async () => {
    const place = await newPlace()
    const made = await withRooms(place, async ({ store, ...rooms }) => {
      const { key } = await keyOfAda(rooms)
      const now = Date.now()
      await store.write(transaction =>
        transaction
          .updateTable('keys')
          .set({ created_at: now - 83 * day, expires_at: now + 7 * day - 60_000 })
          .where('id', '=', key.id)
          .execute(),
      )
      return key
    })
    const { id } = must(made)
    await twoNodes(place)
    const expiring = () => mailIn(place, 'The key &quot;laptop&quot; expires')
    await expect.poll(expiring).toHaveLength(1)
    const [text] = await expiring()
    expect(text).toContain('To: ada@example.com\r\n')
    expect(text).toContain('in 7 days.')
    expect(text?.split(`/account/keys/${id}`)).toHaveLength(4)
    await expect.poll(() => waitingIn(place)).toEqual([])
    expect(await expiring()).toHaveLength(1)
  })
})
