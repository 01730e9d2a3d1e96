import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { deferred } from '../../../../test/support/deferred.ts'
import { runLog } from '../../../../test/support/run-log.ts'
import { operator } from '../audit/index.ts'
import { keyCaveats } from '../keys/index.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { readConfiguration } from './configuration.ts'
import type { Rooms } from './rooms.ts'
import { type RunningServer, startServer } from './start-server.ts'
import { withRooms } from './with-rooms.ts'

function must<T>(value: T | Refusal): T {
  if (refused(value)) throw new Error(value.message)
  return value
}

describe.each(testEngines)('$name', engine => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-second-'))
    await engine.newUrl(folder)
  })
  afterAll(() => rm(folder, { recursive: true }))

  test.each<readonly [string, (rooms: Rooms, ids: { key: string; account: string }) => Promise<unknown>]>([
    ['that is revoked', ({ keys }, { key }) => keys.revoke(key, 'local command')],
    ['whose owner is disabled', ({ lockOut }, { account }) => lockOut.disable(account, operator)],
    ['whose owner is deleted', ({ lockOut }, { account }) => lockOut.delete(account, operator)],
  ])('a key %s by a command is refused within a second by every node, under load', async (_, command) => {
    const environment = {
      ...{ PORT: '0', LATCHKEY_DATA: await mkdtemp(join(folder, 'data-')), LATCHKEY_LOG: 'debug' },
      LATCHKEY_DATABASE: await engine.newUrl(folder),
    }
    const start = async () => must(await startServer(must(readConfiguration(environment)), { logTo: runLog }))
    const first = await start()
    const nodes = [first, await start()]
    onTestFinished(async () => {
      for (const node of nodes) await node.close(0)
    })
    const { accounts, keys } = first.rooms
    const password = new Secret('correct horse battery')
    const account = must(
      await accounts.create({ username: 'ada', email: 'ada@example.com', password }, operator),
    )
    const { key, token } = must(
      await keys.create({
        ...{ owner: { kind: 'account', id: account.id }, name: 'laptop', by: 'local command' },
        caveats: must(keyCaveats({ allow: [{ actions: ['read'], targets: ['*'] }] })),
      }),
    )
    const headers = { authorization: `Bearer ${token.expose()}` }
    const statusAt = async ({ origin }: RunningServer) => {
      const { status, body } = await fetch(`${origin}/api/v1/validate`, { headers })
      await body?.cancel()
      return status
    }

    /** Asks one node without a pause until it refuses; gives when it last began to allow. */
    async function hammer(node: RunningServer, busy: () => void): Promise<number> {
      let last = Number.NaN
      for (let count = 1; ; count += 1) {
        const began = performance.now()
        if ((await statusAt(node)) !== 200) return last
        last = began
        if (count === 50) busy()
      }
    }
    const loads = [...nodes, ...nodes].map(node => {
      const busy = deferred()
      return { busy: busy.promise, hammered: hammer(node, busy.resolve) }
    })
    await Promise.all(loads.map(({ busy }) => busy))
    const ids = { key: key.id, account: account.id }
    must(await withRooms(environment, async rooms => must(await command(rooms, ids))))
    const revoked = performance.now()
    for (const last of await Promise.all(loads.map(({ hammered }) => hammered))) {
      expect(last - revoked).toBeLessThan(1000)
    }
    expect(await Promise.all(nodes.map(statusAt))).toEqual([401, 401])
  })
})
