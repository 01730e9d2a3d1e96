/** Any number of nodes on one PostgreSQL: started in any order, replaced one after the other, and without their database. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { furnish } from '../support/acme.ts'
import { type Balancer, startBalancer } from '../support/balancer.ts'
import { bearer, listedWheels, wheelUpload } from '../support/client.ts'
import { type Engines, type Place, startEngines } from '../support/engines.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { runs } from '../support/runs.ts'
import { freePort } from '../support/server.ts'

describe('nodes on one database', () => {
  let engines: Engines
  let place: Place
  let ports: readonly number[]
  let nodes: ServerNode[]
  let token: string

  // It says that it will be gone for longer than the balancer takes to hear it.
  const start = (port: number) =>
    startNode({ ...place, port, env: { ...place.env, LATCHKEY_END_NOTICE: '5' } })

  beforeAll(async () => {
    engines = await startEngines()
    place = await engines.newPlace('postgres', 'nodes')
    ports = await Promise.all([freePort(), freePort(), freePort()])
    // At once, on an empty database: one migrates, one makes the master key, none minds.
    nodes = await Promise.all(ports.map(start))
    token = await furnish(place)
  })
  afterAll(async () => {
    for (const node of nodes ?? []) await node.kill()
    await engines?.stop()
  })

  test('that start at once on an empty one leave its migration to one of them', () => {
    const migrated = nodes.filter(node => node.output().includes('The database was migrated.'))
    expect(migrated).toHaveLength(1)
  })

  test('that start at once on an empty one agree on everything', async () => {
    for (const [at, { origin }] of nodes.entries()) {
      const { sent, send } = wheelUpload(origin, token, `0.${at}`)
      expect((await send()).status).toBe(200)
      for (const other of nodes) {
        const listed = await listedWheels(other.origin, token)
        expect(listed.get(sent.filename)?.sha256).toBe(sent.sha256)
      }
    }
  })

  test('are replaced one after the other, under load, without a request that fails', async () => {
    const stop = new AbortController()
    const balancer = startBalancer(nodes.map(({ origin }) => origin))
    const loads = [0, 1, 2, 3].map(who => load(balancer, token, who, stop.signal))
    for (const [at, port] of ports.entries()) {
      expect(await nodes[at]?.stop()).toBe(0)
      nodes[at] = await start(port)
    }
    stop.abort()
    const counts = await Promise.all(loads)
    await balancer.stop()
    for (const { answered, failed } of counts) {
      expect(failed).toEqual([])
      expect(answered).toBeGreaterThan(10)
    }
  })

  test('say 503 and when to come back while the database is gone, and go on when it is back', async () => {
    await engines.stopPostgres()
    const ask = async () => {
      const answers = await Promise.all(
        nodes.map(({ origin }) => fetch(`${origin}/api/v1/validate`, { headers: bearer(token) })),
      )
      return answers.map(({ status, headers }) => [status, headers.get('retry-after')])
    }
    // A minute in the long run.
    const until = performance.now() + runs(60) * 1_000
    while (performance.now() < until) {
      expect(await ask()).toEqual(nodes.map(() => [503, '1']))
      await setTimeout(200)
    }
    await engines.startPostgres()
    await expect.poll(ask, { timeout: 60_000 }).toEqual(nodes.map(() => [200, null]))
    const { send } = wheelUpload(nodes[0]?.origin ?? '', token, '7.0')
    expect((await send()).status).toBe(200)
  })
})

/** Reads and uploads until it is told to stop. */
async function load({ send }: Balancer, token: string, who: number, stop: AbortSignal) {
  const failed: unknown[] = []
  let answered = 0
  for (let count = 0; !stop.aborted; count += 1) {
    const status = await send(origin =>
      count % 3 === 0
        ? wheelUpload(origin, token, `${who + 1}.${count}`).send()
        : fetch(`${origin}/api/v1/validate`, { headers: bearer(token) }),
    ).then(
      async answer => {
        await answer.arrayBuffer()
        return answer.status
      },
      (error: unknown) => error,
    )
    if (status === 200) answered += 1
    else failed.push(status)
  }
  return { answered, failed }
}
