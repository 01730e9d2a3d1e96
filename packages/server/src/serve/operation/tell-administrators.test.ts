/** What administrators are shown of the server that runs, also while its database is gone; and no secret of it. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refused } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { createManualClock, createSeededRandom } from '../../host/testing.ts'
import { createMasterKeys, installMasterKeys } from '../../keys/index.ts'
import { createOutbox } from '../../mail/index.ts'
import type { Reader } from '../../storage/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { readConfiguration } from '../configuration.ts'
import { createOperation } from './tell-administrators.ts'

const random = createSeededRandom()
const entries = { minting: 'm1', keys: new Map([['m1', random(32)]]) }
const password = 'hunter2-hunter2'

function configured() {
  const configuration = readConfiguration({
    LATCHKEY_DATA: join(tmpdir(), 'nowhere-at-all'),
    LATCHKEY_DATABASE: `postgres://latchkey:${password}@db.example.com/latchkey`,
    LATCHKEY_LIMIT_KEY: '3000',
  })
  if (refused(configuration)) throw new Error(configuration.message)
  return configuration
}

const health = { readiness: async () => ({ status: 'ready' as const, reasons: [] }) }

forEachEngine((_engine, open) => {
  test('mail that waits is counted, with its age, and each master key is told with its state', async () => {
    const clock = createManualClock()
    const store = await open()
    const masterKeys = await installMasterKeys({ store, clock, entries })
    if (refused(masterKeys)) throw new Error(masterKeys.message)
    const operation = createOperation({ configuration: configured(), store, health, masterKeys, clock })
    expect((await operation.health()).mail).toEqual({ waiting: 0, oldestAt: undefined })

    const outbox = createOutbox({ clock, random })
    const oldestAt = clock.now()
    for (const to of ['ada@example.com', 'bob@example.com']) {
      await store.write(transaction => outbox.queue(transaction, { to, subject: 'Hello', text: 'There.' }))
      clock.advance(60_000)
    }
    expect(await operation.health()).toMatchObject({
      ...{ status: 'ready', mail: { waiting: 2, oldestAt }, mailTo: 'folder' },
      masterKeys: [{ kid: 'm1', state: 'minting', here: 'installed' }],
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
  })
})

test('while the database is gone what does not need it is told all the same', async () => {
  const gone = {
    selectFrom: () => {
      throw new Error('gone')
    },
  } as unknown as Reader
  const operation = createOperation({
    ...{ configuration: configured(), store: { read: gone }, health, clock: createManualClock() },
    masterKeys: createMasterKeys(entries),
  })
  expect(await operation.health()).toMatchObject({
    ...{ database: { engine: 'PostgreSQL', milliseconds: undefined }, mail: undefined, masterKeys: [] },
    ...{ processes: 1, files: { free: undefined } },
  })
})

test('every setting is shown with where it comes from, and no secret is among them', () => {
  const { settings } = configured()
  expect(settings.length).toBeGreaterThan(20)
  expect(settings).toContainEqual({ name: 'limitKey', value: '3000', source: 'LATCHKEY_LIMIT_KEY' })
  expect(settings).toContainEqual({ name: 'database', value: undefined, source: 'LATCHKEY_DATABASE' })
  expect(JSON.stringify(settings)).not.toContain(password)
})
