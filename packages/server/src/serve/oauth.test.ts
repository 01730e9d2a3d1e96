/** OAuth over the whole server: what a strict client finds, gets, and loses within a second. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operator } from '../audit/index.ts'
import { oauthPaths } from '../oauth/index.ts'
import { testEngines } from '../storage/testing/stores.ts'
import { must, openWholeHouse, type WholeHouse } from './testing/whole-house.ts'

const options = { [oauth.allowInsecureRequests]: true } as const
const client = { client_id: 'latchkey' }

describe.each(testEngines)('$name', engine => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-oauth-'))
  let house: WholeHouse
  let server: oauth.AuthorizationServer

  beforeAll(async () => {
    const limits = { LATCHKEY_LIMIT_DEVICE: '3', LATCHKEY_LIMIT_FAILED: '20' }
    house = await openWholeHouse(await engine.newUrl(folder), folder, {
      ...{ ...limits, LATCHKEY_ACCESS_TOKEN_LIFE: '10m' },
    })
    const issuer = new URL(house.origin)
    server = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' }),
    )
  })
  afterAll(async () => {
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const exchange = async (key: string, scope: string) =>
    oauth.processClientCredentialsResponse(
      server,
      client,
      await oauth.clientCredentialsGrantRequest(
        ...([server, client, oauth.ClientSecretPost(key), { scope }, options] as const),
      ),
    )
  const mayRead = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(`${house.origin}/pypi/acme/simple/widget/`, { headers })).status
  }

  test('security 14: the metadata is at its well-known place, whatever Host a request names', async () => {
    expect(server.issuer).toBe(house.origin)
    const { port } = new URL(house.origin)
    const alias = await fetch(`http://127.0.0.1:${port}/.well-known/oauth-authorization-server`)
    expect(await alias.json()).toEqual(server)
  })

  test('a key is exchanged for a token of the configured life that reads, and publishes nothing', async () => {
    const { token: key } = await house.key(['read', 'publish'], '*:acme', 'acme')
    const answer = await exchange(key.expose(), 'repositories')
    expect(answer).toMatchObject({ expires_in: 600, scope: 'repository:acme' })
    expect(await mayRead(answer.access_token)).toBe(200)
  })

  test('law 6: what was exchanged dies with its key within a second', async () => {
    const { token: key, key: row } = await house.key(['read'], '*:acme', 'acme')
    const { access_token: token } = await exchange(key.expose(), 'repositories')
    expect(await mayRead(token)).toBe(200)
    must(await house.rooms.keys.revoke(row.id, 'local command'))
    await pause(1_000)
    expect(await mayRead(token)).toBe(403)
  })

  test('law 6: a client that is removed introspects nothing within a second', async () => {
    const { token: key } = await house.key(['read'], '*:acme', 'acme')
    const made = must(
      await house.rooms.clients.create({ name: 'mirror', redirectUris: [], confidential: true }, operator),
    )
    const asking = { client_id: made.client.id }
    const secret = oauth.ClientSecretBasic(made.secret?.expose() ?? '')
    const introspect = () => oauth.introspectionRequest(server, asking, secret, key.expose(), options)
    const told = await oauth.processIntrospectionResponse(server, asking, await introspect())
    expect(told).toMatchObject({ active: true, scope: 'repository:acme' })
    expect((await introspect()).status).toBe(200)
    must(await house.rooms.clients.remove(made.client.id, operator))
    await pause(1_000)
    expect((await introspect()).status).toBe(401)
  })

  test('a page, and no endpoint, answers where people are asked', async () => {
    expect(oauthPaths).not.toContain('/oauth/authorize')
    const page = await fetch(`${house.origin}/oauth/authorize`)
    expect(page.headers.get('content-type')).toContain('text/html')
  })

  test('security 9: an address begins so many logins a minute, and is told when to come back', async () => {
    const ask = () =>
      fetch(`${house.origin}/oauth/device_authorization`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: 'latchkey' }),
      })
    const statuses = []
    for (let count = 0; count < 4; count += 1) statuses.push((await ask()).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    const refused = await ask()
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' })
  })

  test('a connection is kept for longer than the longest wait between two polls', async () => {
    const body = new URLSearchParams({ client_id: 'nosuch' })
    const answer = await fetch(`${house.origin}/oauth/device_authorization`, { method: 'POST', body })
    const [, seconds] = /timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '') ?? []
    // Five seconds, and five more for each time that somebody polled too soon.
    expect(Number(seconds)).toBeGreaterThanOrEqual(25)
  })

  test('guesses at the token endpoint are limited by address, and who is known is not', async () => {
    const { token: key } = await house.key(['read'], '*:acme', 'acme')
    const guess = () =>
      fetch(`${house.origin}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          ...{ grant_type: 'client_credentials', scope: 'repositories' },
          client_secret: 'nonsense',
        }),
      })
    const statuses = new Set<number>()
    for (let count = 0; count < 25; count += 1) statuses.add((await guess()).status)
    expect(statuses).toEqual(new Set([401, 429]))
    expect(await exchange(key.expose(), 'repositories')).toMatchObject({ scope: 'repository:acme' })
  })
})
