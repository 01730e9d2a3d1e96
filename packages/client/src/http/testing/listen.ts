/** Servers that write down what reached them: what a hostile one answers, and the other origin that must see nothing. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'

export interface Heard {
  readonly method: string
  readonly target: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Listening extends AsyncDisposable {
  readonly origin: string
  readonly port: number
  /** Every request, oldest first. */
  readonly heard: readonly Heard[]
  /** All that reached it, as one text: to look for what must not be there. */
  everything(): string
}

export type Answering = (request: Heard, response: ServerResponse, raw: IncomingMessage) => void

/** Answers 200 and `{}` unless told. */
export async function listen(
  answer: Answering = (_, response) => response.setHeader('content-type', 'application/json').end('{}'),
): Promise<Listening> {
  const heard: Heard[] = []
  const listener: RequestListener = async (raw, response) => {
    const pieces: Buffer[] = []
    for await (const piece of raw) pieces.push(piece)
    const { method = '', url: target = '', headers } = raw
    const request = { method, target, headers, body: Buffer.concat(pieces).toString() }
    heard.push(request)
    answer(request, response, raw)
  }
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A server listens on no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    heard,
    everything: () => JSON.stringify(heard),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Sends everybody on. */
export function redirectTo(location: string | ((request: Heard) => string), status = 302): Answering {
  return (request, response) => {
    response
      .writeHead(status, { location: typeof location === 'string' ? location : location(request) })
      .end()
  }
}
