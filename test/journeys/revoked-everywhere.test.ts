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

const patience = { timeout: 60_000 }
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
    await expect.poll(() => hammered.every(({ seen }) => seen.allowed > 0), patience).toBe(true)
    // By way of the second: nobody tells the first. Where the database was just cut off, it is said again.
    const revoke = ways[way]
    for (let tries = 0; ; tries += 1) {
      const failed = await revoke?.(second, key.id, name).then(
        () => undefined,
        error => ({ error }),
      )
      if (failed === undefined) break
      if (cutting === undefined || tries === 20) throw failed.error
      // On a slow machine nothing would ever be done between two cuts.
      cutting.pause += 100
    }
    const revoked = performance.now()
    await setTimeout(1_500)
    // Both nodes read by one connection at the least, and were cut off again and again.
    if (cutting !== undefined)
      await expect.poll(() => cutting.ended, patience).toBeGreaterThan(3 * nodes.length)
    stop.abort()
    await cutting?.done
    for (const { seen, done } of hammered) {
      await done
      expect(seen.last - revoked).toBeLessThan(1_000)
    }
    for (const node of nodes) {
      await expect.poll(() => validate(node.origin, admin), patience).toBe(200)
      for (const each of tokens) expect(await validate(node.origin, each)).toBe(401)
    }
  })
})

/** Asks without a pause: how often it was allowed so far, and when the last allowed request was sent. */
function hammer({ origin }: ServerNode, token: string, stop: AbortSignal) {
  const seen = { last: 0, allowed: 0 }
  const ask = async () => {
    while (!stop.aborted) {
      const sent = performance.now()
      const status = await validate(origin, token)
      expect([200, 401, 503]).toContain(status)
      if (status !== 200) continue
      seen.last = sent
      seen.allowed += 1
    }
  }
  return { seen, done: ask() }
}

/** Cuts every connection to the database, with a pause in milliseconds between: how many so far. */
function cutConnections(stop: AbortSignal) {
  const cutting = { ended: 0, pause: 300 }
  const cut = async () => {
    while (!stop.aborted) {
      const ended = await engines.administer(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'shared'",
      )
      cutting.ended += ended.length
      await setTimeout(cutting.pause)
    }
  }
  return Object.assign(cutting, { done: cut() })
}
