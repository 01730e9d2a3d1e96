/**
 * Stands in for the registries that Latchkey does not speak for yet: enough of git, cargo and docker for their clients to
 * fetch and publish, if they show a token; whichever they show is written down.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

export interface ProtectedRegistry extends AsyncDisposable {
  readonly origin: string
  /** Every request that came with a token, in order: `GET /path`, and the token. */
  readonly seen: readonly { readonly request: string; readonly token: string }[]
  /** SHA-256 of the crates that were published, in hexadecimal, by `name/version`. */
  readonly crates: ReadonlyMap<string, string>
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly body: Buffer
}

interface Answer {
  readonly status: number
  readonly content: string | Uint8Array
  readonly type?: string
}

/** `files`: a folder whose content lies below `/git/`. */
export async function startProtectedRegistry(files: string): Promise<ProtectedRegistry> {
  const seen: { request: string; token: string }[] = []
  const published = new Map<string, Uint8Array>()
  const crates = new Map<string, string>()
  const server = createServer(async (request, response) => {
    const sent = await read(request)
    const token = tokenIn(request.headers.authorization)
    if (token !== undefined) seen.push({ request: `${sent.method} ${sent.path}`, token })
    const needsNone = sent.path === '/.well-known/oauth-authorization-server'
    const { status, content, type } = token === undefined && !needsNone ? refusal : answer(sent)
    const realm = sent.path.startsWith('/v2/')
      ? `Bearer realm="${origin}/token",service="acme"`
      : 'Basic realm="acme"'
    if (status === 401) response.setHeader('www-authenticate', realm)
    response.writeHead(status, { 'content-type': type ?? 'application/octet-stream' }).end(content)
  }).listen(0, 'localhost')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`

  function answer({ method, path, body }: Sent): Answer {
    if (path.startsWith('/git/')) return file(join(files, path.slice('/git/'.length)))
    if (path.startsWith('/cargo/acme/')) return cargo(method, path.slice('/cargo/acme/'.length), body)
    if (path === '/.well-known/oauth-authorization-server')
      return json({ issuer: origin, token_endpoint: `${origin}/oauth/token`, latchkey_unseen_caveats: [] })
    if (path === '/token') return json({ token: 'what docker shows for a minute', expires_in: 60 })
    if (path === '/v2/') return json({})
    if (path === '/v2/acme/widget/manifests/1') return json(manifest, manifest.mediaType)
    return path === `/v2/acme/widget/blobs/${manifest.config.digest}` ? json({}) : missing
  }

  function cargo(method: string, path: string, body: Buffer): Answer {
    const api = `${origin}/cargo/acme`
    if (path === 'config.json') return json({ dl: `${api}/dl`, api, 'auth-required': true })
    if (path === 'api/v1/crates/new') return publish(body)
    if (method === 'DELETE') return json({ ok: true })
    const [, wanted = ''] = /^dl\/(.*)\/download$/.exec(path) ?? []
    const crate = published.get(wanted)
    if (crate !== undefined) return { status: 200, content: crate }
    const lines = [...crates].filter(([each]) => each.startsWith(`${path.split('/').at(-1)}/`)).map(indexLine)
    return lines.length === 0 ? missing : { status: 200, content: lines.join('') }
  }

  /** A length, that many bytes of JSON, another length, the crate (The Cargo Book, "Registry Web API"). */
  function publish(body: Buffer): Answer {
    const end = 4 + body.readUInt32LE(0)
    const { name, vers } = JSON.parse(body.toString('utf8', 4, end))
    const crate = body.subarray(end + 4)
    published.set(`${name}/${vers}`, crate)
    crates.set(`${name}/${vers}`, sha256Hex(crate))
    return json({ warnings: { invalid_categories: [], invalid_badges: [], other: [] } })
  }

  return {
    ...{ origin, seen, crates },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function read(request: IncomingMessage): Promise<Sent> {
  const [path = ''] = (request.url ?? '').split('?')
  return { method: request.method ?? '', path, body: await buffer(request) }
}

/** Of `Basic user:TOKEN`, `Bearer TOKEN` or the token alone; an empty password is none. */
function tokenIn(authorization = ''): string | undefined {
  const [, scheme = '', value = ''] = /^(?:(Basic|Bearer) )?(.*)$/.exec(authorization) ?? []
  const token =
    scheme === 'Basic'
      ? Buffer.from(value, 'base64')
          .toString()
          .replace(/^[^:]*:/, '')
      : value
  return token === '' ? undefined : token
}

function json(value: object, type = 'application/json'): Answer {
  return { status: 200, content: JSON.stringify(value), type }
}

function file(path: string): Answer {
  try {
    return { status: 200, content: readFileSync(path) }
  } catch {
    return missing
  }
}

function indexLine([crate, cksum]: readonly [string, string]): string {
  const [name, vers] = crate.split('/')
  return `${JSON.stringify({ name, vers, deps: [], cksum, features: {}, yanked: false })}\n`
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const refusal: Answer = { status: 401, content: '' }
const missing: Answer = { status: 404, content: '' }

const manifest = {
  schemaVersion: 2,
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  config: {
    mediaType: 'application/vnd.docker.container.image.v1+json',
    size: 2,
    digest: `sha256:${sha256Hex(Buffer.from('{}'))}`,
  },
  layers: [],
}
