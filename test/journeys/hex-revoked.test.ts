/** While packages are fetched the organization's key is revoked: within a second no file more, and the reason. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildTarball } from '../../packages/server/src/ecosystems/hex/testing/build-tarball.ts'
import { typed } from '../support/acme.ts'
import type { HexAnswer } from '../support/hex-client.ts'
import { exchangeKey, text } from '../support/hex-oauth.ts'
import { type HexServer, startHexServer } from '../support/hex-server.ts'

let server: HexServer
/** Of acme, with which keys that may fetch are made and revoked. */
let admin: string

const packages = ['widget', 'gadget', 'gizmo']
const acmes = [{ domain: 'repository', resource: 'acme' }]

beforeAll(async () => {
  // A real client gives up at the first refusal; this one asks on, to see that there is no other.
  server = await startHexServer({ LATCHKEY_LIMIT_FAILED: '0' })
  admin = await server.keyOfAcme('admin', ['administer', 'read'], '*:acme')
  const publisher = await server.keyOfAcme('admin', ['publish'])
  for (const name of packages) {
    const path = `/repos/acme/packages/${name}/releases?replace=false`
    const published = await server.client.upload(path, buildTarball({ name }), { authorization: publisher })
    expect(published.status).toBe(201)
  }
})
afterAll(() => server?.close(0))

interface Fetched {
  readonly asked: number
  readonly answer: HexAnswer
}

/** As `deps.get` does, eight at a time: every package's record, and its tarball. */
function fetchAll(
  authorization: string,
  signal: AbortSignal,
): { readonly fetched: readonly Fetched[]; readonly done: Promise<unknown> } {
  const fetched: Fetched[] = []
  const paths = packages.flatMap(name => [`/packages/${name}`, `/tarballs/${name}-1.0.0.tar`])
  const each = async (start: number) => {
    for (let next = start; !signal.aborted; next += 1) {
      const asked = performance.now()
      const answer = await server.client.fetch(`/repos/acme${paths[next % paths.length]}`, { authorization })
      fetched.push({ asked, answer })
      await setTimeout(5)
    }
  }
  return { fetched, done: Promise.all(Array.from({ length: 8 }, (_, index) => each(index))) }
}

describe('a key of the organization that is revoked while deps.get runs', () => {
  const ways: Readonly<Record<string, (name: string, id: string) => Promise<void>>> = {
    async 'mix hex.organization key acme revoke'(name) {
      const path = `/orgs/acme/keys/${name}`
      const revoked = await server.client.api('DELETE', path, undefined, { authorization: admin })
      expect(revoked.status).toBe(200)
    },
    async 'a command beside the server'(_, id) {
      await typed({ data: server.data, origin: server.origin }, `key revoke ${id}`)
    },
  }

  test.for(Object.keys(ways))('by %s fetches no file more within a second, and hears why', async way => {
    const name = way.replaceAll(/[^a-z]/g, '-')
    const made = await server.client.api(
      'POST',
      '/orgs/acme/keys',
      { name, permissions: acmes },
      { authorization: admin },
    )
    const key = text(made, 'secret')
    const exchanged = `Bearer ${text(await exchangeKey(server.client, key), 'access_token')}`

    const stop = new AbortController()
    const runs = [key, exchanged].map(credential => fetchAll(credential, stop.signal))
    const allHave = (what: (one: Fetched) => boolean) =>
      expect.poll(() => runs.every(({ fetched }) => fetched.some(what)), { timeout: 60_000 }).toBe(true)
    await allHave(({ answer }) => answer.status === 200)
    const live = await server.rooms.keys.live({ kind: 'organization', id: server.acme.id })
    await ways[way]?.(name, live.find(each => each.name === name)?.id ?? '')
    const revoked = performance.now()
    await allHave(({ asked }) => asked > revoked + 1_000)
    stop.abort()

    for (const { fetched, done } of runs) {
      await done
      for (const { answer } of fetched.filter(({ asked }) => asked > revoked + 1_000)) {
        expect(answer.status).toBe(401)
        expect(answer.headers['www-authenticate']).toBe('Bearer realm="hex"')
        expect(text(answer, 'message')).toMatch(/key .*was revoked/)
      }
    }
    const again = await exchangeKey(server.client, key)
    expect(again).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(text(again, 'error_description')).toContain('revoked')
  })
})
