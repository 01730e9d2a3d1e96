/**
 * Stands in for a Latchkey that speaks npm and cargo, which the server does not yet, and for PyPI: it takes every
 * credential, says yes to whatever it is asked, has one package and takes another.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { play } from '../../testing/terminal.ts'
import { keyWith } from '../../testing/tokens.ts'
import type { Typing } from './bench.ts'

export interface StandIn extends AsyncDisposable {
  readonly origin: string
  /** Somebody who has `key` in their environment. `home`: the folder where their settings lie. */
  typing(home: string): Typing
}

/** What is narrowed there. */
export const key = keyWith('["allow",[["publish,read",["*:acme"]]]]')

export async function standIn(): Promise<StandIn> {
  const published = new Set<string>()
  const server = createServer((request, response) => {
    request.resume()
    const { method, url = '' } = request
    if (method === 'PUT') published.add(url)
    const answer = answerTo(request, { origin, published })
    response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json' })
    response.end(answer.body instanceof Uint8Array ? answer.body : JSON.stringify(answer.body ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    typing(home) {
      const environment = { HOME: home, LATCHKEY_CONFIG: join(home, 'latchkey') }
      const token = { LATCHKEY_REGISTRY: origin, LATCHKEY_TOKEN: key }
      return {
        environment,
        play: (words, scene = {}) =>
          play(words, {
            ...{ now: Date.now(), ...scene },
            environment: { ...environment, ...token, ...scene.environment },
          }),
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

interface Answer {
  readonly status?: number
  readonly type?: string
  readonly body?: object
}

interface Standing {
  readonly origin: string
  readonly published: ReadonlySet<string>
}

function answerTo({ method, url = '', headers }: IncomingMessage, { origin, published }: Standing): Answer {
  const path = decodeURIComponent(url.split('?', 1)[0] ?? '')
  if (path === '/.well-known/oauth-authorization-server') {
    return { body: { issuer: origin, token_endpoint: `${origin}/oauth/token`, latchkey_unseen_caveats: [] } }
  }
  if (path === '/api/v1/decide') return { body: { answer: 'allowed', needs: [], reason: 'It may.' } }
  if (path === '/api/v1/validate') return { body: somebody }
  if (headers.authorization === undefined) return { status: 401 }
  if (method === 'POST' && path === '/legacy/') return {}
  if (method === 'PUT')
    return {
      status: 201,
      body: { ok: true, warnings: { invalid_categories: [], invalid_badges: [], other: [] } },
    }
  if (path === '/npm/acme/widget') return { body: packument(origin) }
  if (path.endsWith('.tgz')) return { type: 'application/octet-stream', body: tarball }
  if (path === '/cargo/acme/config.json') {
    return { body: { dl: `${origin}/cargo/acme/dl`, api: `${origin}/cargo/acme`, 'auth-required': true } }
  }
  // cargo waits until the index shows what it published.
  if (path === '/cargo/acme/ga/dg/gadget' && published.has('/cargo/acme/api/v1/crates/new')) {
    return { type: 'text/plain', body: indexLine }
  }
  return { status: 404 }
}

/** What a sparse index says of a crate: a line for each version. */
const indexLine = Buffer.from(
  `${JSON.stringify({ name: 'gadget', vers: '1.0.0', deps: [], cksum: '0'.repeat(64), features: {}, yanked: false })}\n`,
)

const acme = { id: 'a', name: 'acme', display_name: 'Acme', role: 'owner' }
const somebody = { identity: { kind: 'organization', id: 'a', name: 'acme' }, organizations: [acme] }

function packument(origin: string): object {
  const dist = {
    tarball: `${origin}/npm/acme/widget/-/widget-1.0.0.tgz`,
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
  }
  const version = { name: 'widget', version: '1.0.0', dist }
  // Clients of today wait for a version to be some days old.
  const time = { '1.0.0': '2020-01-01T00:00:00.000Z' }
  return { name: 'widget', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version }, time }
}

const tarball = gzipSync(tarOf('package/package.json', '{"name":"widget","version":"1.0.0"}'))

/** One file, in the oldest form of a tar archive. */
function tarOf(name: string, content: string): Buffer {
  const header = Buffer.alloc(512)
  const fields: readonly (readonly [text: string, at: number])[] = [
    [name, 0],
    ['0000644', 100],
    [`${Buffer.byteLength(content).toString(8).padStart(11, '0')} `, 124],
    ['00000000000 ', 136],
    ['        ', 148],
    ['0', 156],
    ['ustar\u000000', 257],
  ]
  for (const [text, at] of fields) header.write(text, at, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  const data = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512)
  data.write(content)
  return Buffer.concat([header, data, Buffer.alloc(1024)])
}
