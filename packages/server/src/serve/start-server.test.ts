import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, unlink, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runLog } from '../../../../test/support/run-log.ts'
import { operator } from '../audit/index.ts'
import { keyCaveats } from '../keys/index.ts'
import { openStore } from '../storage/index.ts'
import { type Configuration, readConfiguration } from './configuration.ts'
import { clock, random } from './machine.ts'
import { type RunningServer, startServer } from './start-server.ts'

let folder: string
let running: RunningServer[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-server-'))
  running = []
})
afterEach(async () => {
  for (const server of running) await server.close(0)
  await rm(folder, { recursive: true })
})

function configured(environment: Record<string, string> = {}): Configuration {
  const read = readConfiguration({ PORT: '0', LATCHKEY_DATA: folder, LATCHKEY_LOG: 'silent', ...environment })
  if (refused(read)) throw new Error(read.message)
  return read
}

async function start(environment?: Record<string, string>): Promise<RunningServer> {
  const server = await startServer(configured({ LATCHKEY_LOG: 'debug', ...environment }), { logTo: runLog })
  if (refused(server)) throw new Error(server.message)
  running.push(server)
  return server
}

/** The path of a file that holds a text. */
async function file(name: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, 'Milk, bread, and the other things that we need. '.repeat(100))
  return path
}

async function stop(server: RunningServer): Promise<void> {
  running = running.filter(each => each !== server)
  await server.close(0)
}

const ada = { username: 'ada', email: 'ada@example.com', password: new Secret('correct horse battery') }

function readKeyForm() {
  const caveats = keyCaveats({ allow: [{ actions: ['read'], targets: ['pypi:acme'] }] })
  if (refused(caveats)) throw new Error(caveats.message)
  return caveats
}

describe('a server', () => {
  test('starts from an empty folder and answers at its origin: pages, API and ecosystems', async () => {
    const { origin } = await start()
    expect((await fetch(`${origin}/`)).status).toBe(200)
    expect((await fetch(`${origin}/api/v1/openapi.json`)).status).toBe(200)
    expect((await fetch(`${origin}/api/v1/validate`)).status).toBe(401)
    expect((await fetch(`${origin}/pypi/acme/simple/`)).status).toBe(401)
  })

  test('the set-up link works while nobody has an account, each start has a new one, and afterwards there is none', async () => {
    const first = await start()
    const old = await first.rooms.invitations.setUp(operator)
    await stop(first)
    const second = await start()
    const link = await second.rooms.invitations.setUp(operator)
    if (!old || !link) throw new Error('There must be a link.')
    expect(await second.rooms.invitations.redeem(link, ada, {})).toMatchObject({ administrator: true })
    expect(await second.rooms.invitations.redeem(old, ada, {})).toMatchObject({ code: 'unknown_invitation' })
    expect(await second.rooms.invitations.setUp(operator)).toBeUndefined()
  })

  test('what was stored is there after a restart', async () => {
    const first = await start()
    await first.rooms.accounts.create(ada, operator)
    await stop(first)
    const { rooms } = await start()
    expect(await rooms.accounts.byUsername('ada')).toMatchObject({ email: 'ada@example.com' })
  })

  test('sweeps what an upload left behind that a crash cut off, and nothing that may still arrive', async () => {
    const arriving = join(folder, 'files', 'arriving')
    await mkdir(arriving, { recursive: true })
    for (const name of ['cut-off', 'arriving-now']) await writeFile(join(arriving, name), 'half a wheel')
    const longAgo = Date.now() / 1000 - 2 * 86_400
    await utimes(join(arriving, 'cut-off'), longAgo, longAgo)
    await stop(await start())
    expect(await readdir(arriving)).toEqual(['arriving-now'])
  })

  test('that is one of several processes and does not lead them leaves the sweep to the one that does', async () => {
    const arriving = join(folder, 'files', 'arriving')
    await mkdir(arriving, { recursive: true })
    await writeFile(join(arriving, 'cut-off'), 'half a wheel')
    const longAgo = Date.now() / 1000 - 2 * 86_400
    await utimes(join(arriving, 'cut-off'), longAgo, longAgo)
    const part = { leads: false, shareMetrics: () => async () => '' }
    const server = await startServer(configured(), { part })
    if (refused(server)) throw new Error(server.message)
    await stop(server)
    expect(await readdir(arriving)).toEqual(['cut-off'])
    await stop(await start())
    expect(await readdir(arriving)).toEqual([])
  })

  test('that is ended waits for what runs as long as it was told, and cuts it off then', async () => {
    const server = await start()
    running = []
    // A form that begins and never ends.
    const endless = connect(Number(new URL(server.origin).port), 'localhost')
    const head = ['POST /login HTTP/1.1', `Host: ${new URL(server.origin).host}`, 'Content-Length: 100']
    const asking = ['Sec-Fetch-Site: same-origin', 'Expect: 100-continue']
    endless.write(`${[...head, ...asking].join('\r\n')}\r\n\r\n`)
    expect(String(await once(endless, 'data'))).toMatch(/^HTTP\/1\.1 100 /)
    endless.write('username=')
    const cutOff = once(endless, 'close').then(() => performance.now())
    const began = performance.now()
    await server.close(1_000)
    for (const ended of [performance.now(), await cutOff]) {
      expect(ended - began).toBeGreaterThan(990)
      // Otherwise it would be the minute after which silence is given up.
      expect(ended - began).toBeLessThan(20_000)
    }
    await expect(fetch(`${server.origin}/healthz`)).rejects.toThrow()
  })

  test('refuses a port that is taken, and says which to type', async () => {
    const port = new URL((await start()).origin).port
    const other = await mkdtemp(join(folder, 'other-'))
    expect(await startServer(configured({ PORT: port, LATCHKEY_DATA: other }))).toMatchObject({
      code: 'port_taken',
      next: `Type: PORT=${Number(port) + 1} npm start`,
    })
  })

  test('refuses to start without the master keys that its database knows, and makes no others', async () => {
    await stop(await start())
    await unlink(join(folder, 'master-keys.json'))
    expect(await startServer(configured())).toMatchObject({ code: 'master_key_missing' })
    expect(await startServer(configured())).toMatchObject({ code: 'master_key_missing' })
  })

  test('takes its master keys from the environment, and then the data folder holds none', async () => {
    const keys = JSON.stringify({ minting: 'm7', keys: { m7: 'A'.repeat(43) } })
    await stop(await start({ LATCHKEY_MASTER_KEYS: keys }))
    expect(await readdir(folder)).not.toContain('master-keys.json')
    expect(await startServer(configured({ LATCHKEY_MASTER_KEYS: keys.replace('AAA', 'BBB') }))).toMatchObject(
      { code: 'master_key_differs' },
    )
    await stop(await start({ LATCHKEY_MASTER_KEYS: keys }))
  })

  test('refuses a database that a newer program wrote', async () => {
    await stop(await start())
    const store = await openStore({ url: `sqlite:${folder}/latchkey.db`, clock, random })
    await store.write(transaction =>
      transaction
        .insertInto('migrations' as 'names')
        .values({ name: '9999-from-the-future', applied_at: 1 } as never)
        .execute(),
    )
    await store.close()
    expect(await startServer(configured())).toMatchObject({ code: 'schema_newer' })
  })

  test.each([
    ['a data folder that is a file', async () => ({ LATCHKEY_DATA: await file('notes.txt') }), 'data_folder'],
    [
      'a database that is not there',
      async () => ({ LATCHKEY_DATABASE: 'postgres://latchkey:hunter2@127.0.0.1:1/latchkey' }),
      'database',
    ],
    [
      'a database that is none',
      async () => ({ LATCHKEY_DATABASE: `sqlite:${await file('notes.txt')}` }),
      'database',
    ],
  ])('%s is refused with the cause and what to look at', async (_, environment, what) => {
    const refusal = await startServer(configured(await environment()))
    expect(refusal).toMatchObject({
      code: `${what}_unusable`,
      next: expect.stringContaining('LATCHKEY_DATA'),
    })
    expect(JSON.stringify(refusal)).not.toContain('hunter2')
  })

  test('two that start at once on one new folder agree on one master key', async () => {
    const [one, other] = await Promise.all([start(), start()])
    const account = await one.rooms.accounts.create(ada, operator)
    if (refused(account)) throw new Error(account.message)
    const made = await other.rooms.keys.create({
      owner: { kind: 'account', id: account.id },
      name: 'laptop',
      caveats: readKeyForm(),
      by: 'local command',
    })
    if (refused(made)) throw new Error(made.message)
    const headers = { authorization: `Bearer ${made.token.expose()}` }
    expect((await fetch(`${one.origin}/api/v1/validate`, { headers })).status).toBe(200)
  })
})
