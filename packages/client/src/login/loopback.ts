/** Where the browser comes back to: this machine alone, for one login (RFC 8252, 7.3 and 8.3). */
import { once } from 'node:events'

export interface Listening {
  readonly port: number
  close(): void
}

/** `take` says whether the parameters are those that were waited for. */
export async function listenOnLoopback(take: (parameters: URLSearchParams) => boolean): Promise<Listening> {
  const { createServer } = await import('node:http')
  let port = 0
  const server = createServer((request, response) => {
    const [path, query = ''] = (request.url ?? '').split('?', 2)
    // A page elsewhere whose name leads here by a trick of DNS has another Host.
    const isMeant = request.headers.host === `127.0.0.1:${port}` && request.method === 'GET'
    const isTaken = isMeant && path === '/callback' && take(new URLSearchParams(query))
    response
      .writeHead(isTaken ? 200 : 404, {
        ...{ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
        ...{ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', connection: 'close' },
      })
      .end(isTaken ? 'You can close this page and go back to where you came from.\n' : 'Nothing is here.\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('A server on a port has one.')
  port = address.port
  return {
    port,
    close() {
      server.close()
      // What the browser is still being told goes out; what it merely holds open does not stay.
      server.closeIdleConnections()
    },
  }
}
