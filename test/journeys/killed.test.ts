/** kill -9 at any instant: it starts again by itself, what was acknowledged is there, and nothing half is. */
import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { furnish, password, typed } from '../support/acme.ts'
import { bearer, callApi, listedWheels, type SentWheel, validate, wheelUpload } from '../support/client.ts'
import { type Engines, engineNames, startEngines } from '../support/engines.ts'
import { type ServerNode, spawnNode, startNode } from '../support/node.ts'
import { runs, seededRandom } from '../support/runs.ts'

const random = seededRandom()
let engines: Engines

beforeAll(async () => {
  engines = await startEngines()
})
afterAll(() => engines?.stop())

describe.each(engineNames)('on %s, a server that is killed', engine => {
  test('while it uploads, makes keys and revokes them, has all that it acknowledged and nothing half', {
    timeout: 900_000,
  }, async () => {
    const place = await engines.newPlace(engine, 'busy')
    let node = await startNode(place)
    const token = await furnish(place)
    const admin = await typed(place, 'key create --account ada --name all --allow account,read=*')
    const past = new Acknowledged()
    for (let round = 0; round < runs(40); round += 1) {
      const now = new Acknowledged()
      const work = [upload(node, token, `${round}`, now), makeAndRevoke(node, admin, `${round}`, now)]
      await expect.poll(() => now.uploads.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(0)
      await setTimeout(random(600))
      // Every other time it is the database that goes down under it: one dead backend makes PostgreSQL recover.
      const own = engine === 'sqlite' || round % 2 === 0
      await (own ? node.kill() : killBackend('busy'))
      now.stopped = true
      await Promise.all(work)
      if (own) node = await startNode(place)
      await answers(node, token)
      await seeAll(node, token, now)
      past.add(now)
    }
    await seeAll(node, token, past)
    await node.kill()
  })

  test('while it migrates, leaves what the next start finishes', { timeout: 300_000 }, async () => {
    for (let round = 0; round < runs(10); round += 1) {
      const place = await engines.newPlace(engine, `migrating_${round}`)
      for (let kills = 0; kills < 3; kills += 1) {
        const starting = spawnNode(place)
        await setTimeout(200 + random(500))
        await starting.kill()
      }
      await using node = await startNode(place)
      expect((await fetch(`${node.origin}/login`)).status).toBe(200)
      await typed(place, 'account create --username ada --email ada@example.com', password)
    }
  })
})

/** What the server said yes to; what it was asked and never answered is either there or not. */
class Acknowledged {
  readonly uploads: SentWheel[] = []
  readonly created = new Map<string, string>()
  readonly revoked = new Set<string>()
  /** Asked to revoke, with no answer. */
  readonly unclear = new Set<string>()
  stopped = false

  add(other: Acknowledged): void {
    this.uploads.push(...other.uploads)
    for (const [id, token] of other.created) this.created.set(id, token)
    for (const id of other.revoked) this.revoked.add(id)
    for (const id of other.unclear) this.unclear.add(id)
  }
}

/** Uploads one wheel after the other until nobody answers. */
async function upload(node: ServerNode, token: string, name: string, to: Acknowledged): Promise<void> {
  for (let count = 0; !to.stopped; count += 1) {
    const { sent, send } = wheelUpload(node.origin, token, `${name}.${count}`)
    const answer = await send().catch(() => undefined)
    if (answer?.status === 200) to.uploads.push(sent)
    await answer?.body?.cancel().catch(() => undefined)
  }
}

type MadeKey = { readonly key: { readonly id: string }; readonly token: string } | undefined

/** Makes keys, and revokes every other one. */
async function makeAndRevoke(node: ServerNode, admin: string, name: string, to: Acknowledged): Promise<void> {
  const may = [{ actions: ['read'], targets: ['*'] }]
  for (let count = 0; !to.stopped; count += 1) {
    const made = await callApi(node.origin, admin, 'POST', '/keys', { name: `${name}-${count}`, may }).catch(
      () => undefined,
    )
    const answer = made?.status === 201 ? ((await made.json().catch(() => undefined)) as MadeKey) : undefined
    if (answer === undefined) continue
    to.created.set(answer.key.id, answer.token)
    if (count % 2 === 0) continue
    to.unclear.add(answer.key.id)
    const revoked = await callApi(node.origin, admin, 'DELETE', `/keys/${answer.key.id}`).catch(
      () => undefined,
    )
    if (revoked?.status === 200) to.revoked.add(answer.key.id)
    await revoked?.body?.cancel().catch(() => undefined)
  }
}

/** It answers again by itself, with nothing in its way. */
async function answers(node: ServerNode, token: string): Promise<void> {
  const patience = AbortSignal.timeout(60_000)
  while ((await validate(node.origin, token)) !== 200) {
    if (patience.aborted) throw new Error(`It does not answer.\n${node.output()}`)
    await setTimeout(100)
  }
}

async function seeAll(node: ServerNode, token: string, acknowledged: Acknowledged): Promise<void> {
  const listed = await listedWheels(node.origin, token)
  for (const { filename, sha256 } of acknowledged.uploads) expect(listed.get(filename)?.sha256).toBe(sha256)
  for (const { url, sha256 } of [...listed.values()].slice(-20)) {
    const file = await fetch(url, { headers: bearer(token) })
    const bytes = new Uint8Array(await file.arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  }
  for (const [id, token] of acknowledged.created) {
    const status = await validate(node.origin, token)
    if (acknowledged.revoked.has(id)) expect(status).toBe(401)
    else if (!acknowledged.unclear.has(id)) expect(status).toBe(200)
  }
}

async function killBackend(database: string): Promise<void> {
  const [backend] = await engines.administer(
    `select pid from pg_stat_activity where datname = '${database}' order by backend_start desc limit 1`,
  )
  process.kill(Number(backend?.pid), 'SIGKILL')
}
