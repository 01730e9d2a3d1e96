/** Logged in once: many processes refresh on two nodes while answers get lost, a copied token is noticed, CI exchanges. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { furnish, password, typed } from '../support/acme.ts'
import { callApi, listedWheels, validate, wheelUpload } from '../support/client.ts'
import { type Engines, engineNames, type Place, startEngines } from '../support/engines.ts'
import { askOAuth, logIn, refresh } from '../support/logging-in.ts'
import { type ServerNode, startNode } from '../support/node.ts'
import { type NodeProxy, startNodeProxy } from '../support/node-proxy.ts'
import { freePort } from '../support/server.ts'

const ada = { username: 'ada', password }
const refresher = fileURLToPath(new URL('../support/refresher.mjs', import.meta.url))

let engines: Engines

beforeAll(async () => {
  engines = await startEngines()
})
afterAll(() => engines?.stop())

describe.each(engineNames)('two nodes on %s', engine => {
  let place: Place
  let ports: readonly number[]
  let origin: string
  let programs: readonly ServerNode[]
  /** Where each node is reached. */
  let nodes: readonly [NodeProxy, NodeProxy]
  let key: string

  beforeAll(async () => {
    const made = await engines.newPlace(engine, 'loggedin')
    ports = await Promise.all([freePort(), freePort()])
    origin = `http://localhost:${ports[0]}`
    place = { ...made, env: { ...made.env, LATCHKEY_ORIGIN: origin } }
    programs = await Promise.all(ports.map(port => startNode({ ...place, port })))
    const [one = 0, two = 0] = ports
    nodes = [await startNodeProxy({ port: one, origin }), await startNodeProxy({ port: two, origin })]
    key = await furnish(place)
  })
  afterAll(async () => {
    for (const node of nodes ?? []) await node[Symbol.asyncDispose]()
    for (const program of programs ?? []) await program.kill()
  })

  test('keep eight processes logged in that refresh ten times at once, while one answer in twenty is lost', async () => {
    const proxies = await Promise.all(ports.map(port => startNodeProxy({ port, origin, cutsOneIn: 20 })))
    const processes = Array.from({ length: 8 }, () => fork(refresher))
    try {
      let { refresh_token: refreshToken } = await logIn(nodes[0].origin, ada)
      let tries = 0
      for (let round = 0; round < 10; round++) {
        const rounds = await Promise.all(
          processes.map((each, i) => refreshIn(each, refreshToken, proxies, i)),
        )
        expect(rounds.map(({ error }) => error)).toEqual(Array(8).fill(undefined))
        // One successor, whoever asked, on whichever node, however often.
        expect(new Set(rounds.map(each => each.refreshToken)).size).toBe(1)
        refreshToken = rounds[0]?.refreshToken ?? ''
        tries += rounds.reduce((sum, each) => sum + each.tries, 0)
      }
      expect(proxies.reduce((sum, { cut }) => sum + cut, 0)).toBeGreaterThan(4)
      expect(tries).toBeGreaterThan(80)
      for (const { origin } of nodes) {
        const still = await refresh(origin, refreshToken)
        expect(still.status).toBe(200)
        expect(await validate(origin, String(still.body['access_token']))).toBe(200)
      }
    } finally {
      for (const each of processes) each.kill()
      for (const proxy of proxies) await proxy[Symbol.asyncDispose]()
    }
  })

  test('end a login of which a copied refresh token is used after its client went on, and tell its owner', async () => {
    const [first, second] = nodes
    const copied = await logIn(first.origin, ada)
    let mine = copied
    for (const { origin } of [first, second]) {
      mine = (await refresh(origin, mine.refresh_token)).body as unknown as typeof mine
      expect(await validate(origin, mine.access_token)).toBe(200)
    }
    expect(await refresh(second.origin, copied.refresh_token)).toMatchObject({
      ...{ status: 400, body: { error: 'invalid_grant' } },
    })
    await setTimeout(1_000)
    for (const { origin } of nodes) {
      expect(await validate(origin, mine.access_token)).toBe(401)
      expect((await refresh(origin, mine.refresh_token)).body).toMatchObject({ error: 'invalid_grant' })
    }
    const events = JSON.parse(await typed(place, 'audit list --account ada --what login.stolen --json'))
    expect(events.events).toHaveLength(1)
    await expect
      .poll(() => mailTo(place), { timeout: 60_000 })
      .toMatch(/To: ada@example\.com[\s\S]*a copy of it is about/)
  })

  test('take what CI exchanged its key for, for what was asked and no more, until either is revoked', async () => {
    const [first, second] = nodes
    const uploaded = await wheelUpload(first.origin, key, '1.0').send()
    expect(uploaded.status).toBe(200)
    const exchange = async () => {
      const form = { grant_type: 'client_credentials', client_secret: key, scope: 'repository:pypi:acme' }
      const { status, body } = await askOAuth(first.origin, 'token', form)
      expect({ status, body }).toMatchObject({ status: 200, body: { scope: 'repository:pypi:acme' } })
      expect(body['refresh_token']).toBeUndefined()
      return String(body['access_token'])
    }
    const token = await exchange()
    for (const { origin } of nodes) {
      expect([...(await listedWheels(origin, token)).keys()]).toEqual(['widget-1.0-py3-none-any.whl'])
      const refused = await wheelUpload(origin, token, '1.1').send()
      expect(refused.status).toBe(403)
      expect(await refused.text()).toMatch(/publish/)
    }

    const other = await exchange()
    const burned = await callApi(second.origin, '', 'POST', '/keys/burn', { token })
    expect(burned.status).toBe(204)
    await setTimeout(1_000)
    for (const { origin } of nodes) {
      expect(await validate(origin, token)).toBe(401)
      expect(await validate(origin, key)).toBe(200)
    }

    const next = (await exchange()) === other ? other : await exchange()
    expect(await validate(second.origin, next)).toBe(200)
    const { key: id } = await whose(first.origin, key)
    await typed(place, `key revoke ${id}`)
    await setTimeout(1_000)
    for (const { origin } of nodes) expect(await validate(origin, next)).toBe(401)
    const { body } = await askOAuth(first.origin, 'token', {
      ...{ grant_type: 'client_credentials', client_secret: key, scope: 'repository:pypi:acme' },
    })
    expect(['invalid_grant', 'invalid_client']).toContain(body['error'])
  })
})

interface Refreshed {
  readonly tries: number
  readonly refreshToken: string
  readonly accessToken: string
  readonly error?: string
}

async function refreshIn(
  program: ChildProcess,
  refreshToken: string,
  proxies: readonly NodeProxy[],
  turn: number,
): Promise<Refreshed> {
  const answered = once(program, 'message')
  const origins = proxies.map(({ origin }) => origin)
  program.send({ refreshToken, origins: turn % 2 === 0 ? origins : origins.toReversed() })
  const [said] = await answered
  return said
}

async function mailTo({ data }: Place): Promise<string> {
  const names = await readdir(join(data, 'mail')).catch(() => [])
  const mails = await Promise.all(names.map(name => readFile(join(data, 'mail', name), 'utf8')))
  // Quoted-printable (RFC 2045 section 6.7) breaks long lines.
  return mails.join('\n').replaceAll('=\r\n', '')
}

async function whose(origin: string, token: string): Promise<{ key: string }> {
  const answer = await callApi(origin, token, 'GET', '/validate')
  const { key } = (await answer.json()) as { key: { id: string } }
  return { key: key.id }
}
