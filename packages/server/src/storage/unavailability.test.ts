import { type AddressInfo, createServer } from 'node:net'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import { openStore, unavailability } from './index.ts'
import { StoreBusy } from './store.ts'
import { newDatabase } from './testing/shared-postgres.ts'

const hands = { clock: createManualClock(), random: createSeededRandom() }

async function postgresAt(url: string) {
  const store = await openStore({ url, ...hands })
  onTestFinished(() => store.close())
  return store
}

/** Takes every connection and hangs up. */
async function hangingUp(): Promise<number> {
  const server = createServer(socket => socket.destroy())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const passing = { code: 'busy', next: expect.any(String), retryAfter: 1 }

test.each([
  ['is not there', async () => 'postgres://latchkey:hunter2@127.0.0.1:1/latchkey'],
  ['has no socket in its folder', async () => 'postgres://latchkey@localhost/latchkey?host=/nowhere'],
  ['hangs up', async () => `postgres://latchkey:hunter2@127.0.0.1:${await hangingUp()}/latchkey`],
])('a database that %s may be back in a moment, for who reads and for who writes', async (_, url) => {
  const store = await postgresAt(await url())
  const read = await store.schemaState().catch((error: unknown) => error)
  const written = await store.write(async () => 'done').catch((error: unknown) => error)
  expect([read, written].map(unavailability)).toMatchObject([passing, passing])
})

test('a database that ends a connection in the middle of a write may be back in a moment', async () => {
  const store = await postgresAt(await newDatabase())
  const ended = await store
    .write(transaction => sql`select pg_terminate_backend(pg_backend_pid())`.execute(transaction))
    .catch((error: unknown) => error)
  expect(unavailability(ended)).toMatchObject(passing)
})

test('a store that others held for too long may be free in a moment', () => {
  expect(unavailability(new StoreBusy(new Error('locked')))).toMatchObject(passing)
})

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['a constraint that does not hold', Object.assign(new Error('duplicate key'), { code: '23505' })],
  ['a full disk', Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })],
  ['no error', 'Connection terminated'],
])('%s does not pass by itself', (_, thrown) => {
  expect(unavailability(thrown)).toBeUndefined()
})
