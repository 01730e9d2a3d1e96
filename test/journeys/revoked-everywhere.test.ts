/**
 * Whatever revokes a key: within one second no process takes it or anything made from it, under load, and while every
 * connection to the database is cut again and again. (Nodes are not told of a change: they read the epoch.)
 */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attenuated } from '../../packages/server/src/ecosystems/pypi/testing/attenuated.ts'
import { furnish, password, typed } from '../support/acme.ts'
import { callApi, validate } from '../support/client.ts'
import { type Engines, engineNames, type Place, startEngines } from '../support/engines.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { Visitor } from '../support/visitor.ts'

let engines: Engines

beforeAll(async () => {
  engines = await startEngines()
})
afterAll(() => engines?.stop())

describe.each(engineNames)('two processes on %s', engine => {
  let place: Place
  let nodes: readonly ServerNode[]
  let admin: string

  beforeAll(async () => {
    place = await engines.newPlace(engine, 'shared')
    nodes = await Promise.all([startNode(place), startNode(place)])
    await furnish(place)
    admin = await typed(place, 'key create --account ada --name admin --allow account=*')
  })
  afterAll(async () => {
    for (const node of nodes ?? []) await node.kill()
  })

  const ways: Readonly<Record<string, (node: ServerNode, key: string, name: string) => Promise<void>>> = {
    async page({ origin }, key, name) {
      const ada = new Visitor(origin)
      await ada.signIn('ada', password)
      // It is in use: its name has to be typed.
      expect(await ada.submit(`/account/keys/${key}/revoke`, { confirm: name })).toMatch(/^\/account\/keys/)
    },
    async API({ origin }, key) {
      expect((await callApi(origin, admin, 'DELETE', `/keys/${key}`)).status).toBe(200)
    },
    async command(_, key) {
      await typed(place, `key revoke ${key}`)
    },
  }

  const troubles = engine === 'sqlite' ? [''] : ['', ', while connections to the database are cut']
  const cases = Object.keys(ways).flatMap(way => troubles.map(trouble => [way, trouble] as const))

  test.each(cases)('refuse within a second what was revoked by %s%s', async (way, trouble) => {
    const [first, second] = nodes
    if (first === undefined || second === undefined) throw new Error('There are two nodes.')
    const name = `${way}${trouble}`
    const made = await callApi(first.origin, admin, 'POST', '/keys', {
      ...{ name, may: [{ actions: ['read'], targets: ['*'] }] },
    })
    const { key, token } = (await made.json()) as { key: { id: string }; token: string }
    const soon = Math.floor(Date.now() / 1000) + 600
    const narrow = attenuated(token, ['allow', [[['read'], ['pypi:acme']]]])
    const tokens = [token, narrow, attenuated(narrow, [0, soon, 0])]

    const stop = new AbortController()
    const cutting = trouble === '' ? undefined : cutConnections(stop.signal)
    const hammered = nodes.flatMap(node => tokens.map(each => hammer(node, each, stop.signal)))
    await setTimeout(600)
    // By way of the second: nobody tells the first. Where the database was just cut off, it is said again.
    const revoke = ways[way]
    for (let tries = 0; ; tries += 1) {
      const failed = await revoke?.(second, key.id, name).then(
        () => undefined,
        error => ({ error }),
      )
      if (failed === undefined) break
      if (trouble === '' || tries === 20) throw failed.error
    }
    const revoked = performance.now()
    await setTimeout(1_500)
    stop.abort()
    // Both nodes read by one connection at the least, and were cut off again and again.
    if (cutting !== undefined) expect(await cutting).toBeGreaterThan(3 * nodes.length)
    for (const { last, allowed } of await Promise.all(hammered)) {
      expect(allowed).toBeGreaterThan(0)
      expect(last - revoked).toBeLessThan(1_000)
    }
    for (const node of nodes) {
      for (const each of tokens) expect(await validate(node.origin, each)).toBe(401)
      expect(await validate(node.origin, admin)).toBe(200)
    }
  })
})

/** Asks without a pause: how often it was allowed, and when the last allowed request was sent. */
async function hammer({ origin }: ServerNode, token: string, stop: AbortSignal) {
  let last = 0
  let allowed = 0
  while (!stop.aborted) {
    const sent = performance.now()
    const status = await validate(origin, token)
    expect([200, 401, 503]).toContain(status)
    if (status !== 200) continue
    last = sent
    allowed += 1
  }
  return { last, allowed }
}

/** Cuts every connection to the database, several times a second: how many in all. */
async function cutConnections(stop: AbortSignal): Promise<number> {
  let cut = 0
  while (!stop.aborted) {
    const ended = await engines.administer(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'shared'",
    )
    cut += ended.length
    await setTimeout(300)
  }
  return cut
}
