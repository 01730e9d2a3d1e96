import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { expect, onTestFinished, test } from 'vitest'
import { runLog } from '../../../../test/support/run-log.ts'
import { operator } from '../audit/index.ts'
import { keyCaveats } from '../keys/index.ts'
import { newDatabase } from '../storage/testing/shared-postgres.ts'
import { readConfiguration } from './configuration.ts'
import { startServer } from './start-server.ts'

/** The way to a real PostgreSQL, which can be closed and opened. */
async function wayToPostgres() {
  const url = new URL(await newDatabase())
  const socket = join(url.searchParams.get('host') ?? '', '.s.PGSQL.5432')
  const open = new Set<Socket>()
  let closed = false
  const way = createServer(near => {
    if (closed) return near.destroy()
    const far = connect(socket)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('error', () => undefined).on('close', () => to.destroy())
      from.pipe(to)
    }
    return undefined
  })
  await once(way.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void way.close())
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String((way.address() as AddressInfo).port)
  return {
    url: url.href,
    close() {
      closed = true
      for (const socket of open) socket.destroy()
    },
    reopen() {
      closed = false
    },
  }
}

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(value.message)
  return value
}

test('a database that goes away is a 503 in the words of pypi, of the API and of the pages, and all is well when it is back', async () => {
  const way = await wayToPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-server-'))
  const environment = {
    ...{ PORT: '0', LATCHKEY_DATA: folder, LATCHKEY_DATABASE: way.url, LATCHKEY_LOG: 'debug' },
  }
  const { origin, rooms, close } = must(
    await startServer(must(readConfiguration(environment)), { logTo: runLog }),
  )
  onTestFinished(async () => {
    way.reopen()
    await close(0)
    await rm(folder, { recursive: true })
  })
  const account = must(
    await rooms.accounts.create(
      {
        ...{ username: 'ada', email: 'ada@example.com', password: new Secret('correct horse battery') },
      },
      operator,
    ),
  )
  const { token } = must(
    await rooms.keys.create({
      ...{ owner: { kind: 'account', id: account.id }, name: 'laptop', by: 'local command' },
      caveats: must(keyCaveats({ allow: [{ actions: ['read'], targets: ['pypi:acme'] }] })),
    }),
  )
  const headers = { authorization: `Bearer ${token.expose()}` }
  const ask = async () =>
    Promise.all([
      fetch(`${origin}/pypi/acme/simple/`, { headers }),
      fetch(`${origin}/api/v1/validate`, { headers }),
      fetch(`${origin}/`, { headers: { cookie: `sid=${'x'.repeat(43)}` } }),
    ])
  const before = (await ask()).map(({ status }) => status)
  expect(before).toEqual([404, 200, 200])

  way.close()
  for (const answer of await ask()) {
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(await answer.text()).toMatch(/database of this server does not answer.*Try again/s)
  }
  const [asPip] = await ask()
  expect(asPip?.statusText).toMatch(/database of this server does not answer/)

  way.reopen()
  expect((await ask()).map(({ status }) => status)).toEqual(before)
})
