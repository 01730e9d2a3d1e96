/** Stands in front of a server and remembers every credential that was sent through it. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface RecordingProxy extends AsyncDisposable {
  /** Where it listens: the origin of the server. */
  readonly origin: string
  readonly seen: readonly Sent[]
  /** Called while whoever sent something waits for the answer. */
  heard: () => void
  /** Where the server is, once that is known. */
  passTo(port: number): void
}

export interface Sent {
  readonly method: string
  readonly path: string
  /** Out of `Basic`, `Bearer`, or alone; undefined where none was sent. */
  readonly token: string | undefined
}

/** `claims`: what the server is said to serve, besides what it does. */
export async function recordingProxy(claims: readonly string[] = []): Promise<RecordingProxy> {
  const seen: Sent[] = []
  let port = 0
  const proxy = createServer({ keepAliveTimeout: 80_000 }, (came, answer) => {
    const { method = '', url = '', headers } = came
    seen.push({ method, path: url, token: tokenIn(headers.authorization) })
    recording.heard()
    const passedOn = request(`http://127.0.0.1:${port}${url}`, { method, headers }, received => {
      if (claims.length > 0 && url === metadataPath) return void claim(claims, received, answer)
      answer.writeHead(received.statusCode ?? 502, received.statusMessage, received.headers)
      received.pipe(answer)
    })
    passedOn.once('error', () => answer.destroy())
    came.pipe(passedOn)
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const own = proxy.address() as AddressInfo
  const recording: RecordingProxy = {
    origin: `http://localhost:${own.port}`,
    seen,
    heard: () => undefined,
    passTo: to => {
      port = to
    },
    async [Symbol.asyncDispose]() {
      proxy.closeAllConnections()
      proxy.close()
      await once(proxy, 'close')
    },
  }
  return recording
}

const metadataPath = '/.well-known/oauth-authorization-server'

async function claim(
  claims: readonly string[],
  received: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  const said = (await json(received)) as { readonly latchkey_ecosystems: readonly string[] }
  answer.setHeader('content-type', 'application/json')
  answer.end(JSON.stringify({ ...said, latchkey_ecosystems: [...said.latchkey_ecosystems, ...claims] }))
}

function tokenIn(authorization: string | undefined): string | undefined {
  const [scheme = '', value] = authorization?.split(' ') ?? []
  if (value === undefined) return scheme || undefined
  return scheme === 'Basic' ? Buffer.from(value, 'base64').toString().replace(/^.*?:/, '') : value
}
