/** Hex's own client as it is on the wire: `hex_core`'s requests, header for header, and what it makes of the answers. */
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http'
import { decodeTerm, encodeTerm, type Term, type TermInput } from '../../packages/protocol/src/index.ts'
import { refused } from '../../packages/tokens/src/index.ts'

export interface HexAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The decoded term; null where the answer did not say that it is one, as `hex_core` takes it for `nil`. */
  readonly body: Term
  readonly bytes: Buffer
  /** Whether the request's body was sent: a server that was asked first may say no before. */
  readonly bodySent: boolean
}

/** What a call adds to a request: the credential as it stands in the header, and a one-time code. */
export interface HexCredential {
  /** `Bearer TOKEN`, or a key as it is. */
  readonly authorization?: string | undefined
  readonly otp?: string | undefined
}

export const erlang = 'application/vnd.hex+erlang'
const userAgent = 'hex_core/0.19.0 hex/2.5.2-dev (elixir/1.14.0) (OTP/25) (erts/13.1.5)'

/** Connections are kept and used again, as `httpc` does. */
export const keepAlive = new Agent({ keepAlive: true })

export interface HexClient {
  /** `/users/me` below the API; a body is sent as a term. */
  api(method: string, path: string, body?: TermInput, credential?: HexCredential): Promise<HexAnswer>
  /** A tarball: the server is asked with `expect: 100-continue` before it is sent. */
  upload(path: string, tarball: Uint8Array, credential?: HexCredential): Promise<HexAnswer>
  /** `/repos/acme/packages/widget` below the repository. */
  fetch(path: string, credential?: HexCredential): Promise<HexAnswer>
}

export function createHexClient(origin: string): HexClient {
  return {
    api: (method, path, body, credential) =>
      exchange(`${origin}/hex/api${path}`, {
        ...{ method, agent: keepAlive },
        headers: {
          ...credentialHeaders(credential),
          accept: erlang,
          ...(body !== undefined && { 'content-type': erlang }),
        },
        ...(body !== undefined && { body: encodeTerm(body) }),
      }),
    upload: (path, tarball, credential) =>
      exchange(`${origin}/hex/api${path}`, {
        method: 'POST',
        headers: {
          ...credentialHeaders(credential),
          accept: erlang,
          'content-type': 'application/octet-stream',
          'content-length': String(tarball.byteLength),
          expect: '100-continue',
          connection: 'close',
        },
        body: tarball,
      }),
    fetch: (path, credential) =>
      exchange(`${origin}/hex/repo${path}`, {
        ...{ method: 'GET', agent: keepAlive },
        headers: credentialHeaders(credential),
      }),
  }
}

function credentialHeaders({ authorization, otp }: HexCredential = {}) {
  return {
    'user-agent': userAgent,
    ...(authorization !== undefined && { authorization }),
    ...(otp !== undefined && { 'x-hex-otp': otp }),
  }
}

interface Exchange {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly agent?: Agent
  readonly body?: Uint8Array
}

function exchange(url: string, { method, headers, agent, body }: Exchange): Promise<HexAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, headers, ...(agent && { agent }) })
    let bodySent = false
    const sendBody = () => {
      bodySent = body !== undefined
      outgoing.end(body)
    }
    outgoing.on('error', reject)
    outgoing.on('response', response => {
      read(response)
        .then(bytes => resolve({ ...heard(response, bytes), bodySent }))
        .catch(reject)
        .finally(() => outgoing.end())
    })
    if (headers['expect'] === undefined) sendBody()
    else {
      outgoing.on('continue', sendBody)
      outgoing.flushHeaders()
    }
  })
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function heard({ statusCode = 0, headers }: IncomingMessage, bytes: Buffer) {
  const isTerm = headers['content-type']?.includes(erlang) === true
  return { status: statusCode, headers, bytes, body: isTerm ? decoded(bytes) : null }
}

/** `hex_core` fails where bytes are no term that is safe, and where there are none. */
function decoded(bytes: Uint8Array): Term {
  const term = decodeTerm(bytes)
  if (refused(term)) throw new Error(`invalid_term: ${term.message}`)
  return term
}
