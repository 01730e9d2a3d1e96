/** The one listener: hands every request to one handler, and survives whatever a stranger sends. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import { createClientAddress } from './client-address.ts'
import { answerClientError } from './client-error.ts'
import { createConnections } from './connections.ts'
import { Incoming } from './incoming.ts'
import type { Log } from './log.ts'
import type { Observe } from './observation.ts'
import { plainAnswer } from './plain-answer.ts'
import type { Handler, RawResponse, SayNo } from './raw.ts'
import { respond } from './respond.ts'

export interface ListenOptions {
  readonly handle: Handler
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Networks of the proxies whose `X-Forwarded-For` is believed: CIDRs. */
  readonly trustedProxies: readonly string[]
  readonly log: Log
  readonly random: RandomBytes
  readonly clock: Clock
  readonly observe?: Observe
  /** What this listener answers by itself; in plain text unless told. */
  readonly sayNo?: SayNo
  /** How much of a refused body is read before the connection closes: the upload limit, in bytes. */
  readonly uploadLimit: number
  /** With it the listener speaks TLS, and nothing else. */
  readonly certificate?: Certificate
  /** After how many milliseconds of silence a connection is given up; 60 seconds. */
  readonly idleTimeout?: number
}

/** A certificate with those between it and its root, and its private key; both PEM. */
export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
}

export interface Listener {
  readonly host: string
  readonly port: number
  /** New connections get this certificate. Throws, and keeps the former, where it cannot be used. */
  renew(certificate: Certificate): void
  /** Takes no new connection, lets what runs finish for `drainMilliseconds`, then cuts it off. */
  close(drainMilliseconds: number): Promise<void>
}

/** Listens; rejects where the port is taken, throws where the certificate cannot be used. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const { handle, log, clock, random, observe, uploadLimit, idleTimeout = 60_000 } = options
  const sayNo = options.sayNo ?? plainly
  const connections = createConnections(createClientAddress(options.trustedProxies))
  const server = createListening(options.certificate)
  server.timeout = idleTimeout
  // A device polls every five seconds or more over one connection, and a proxy keeps its own for a minute: none of them
  // may close as something is sent, since nobody sends a POST again.
  server.keepAliveTimeout = idleTimeout * 1.25
  let closing = false

  async function serve(message: IncomingMessage, response: ServerResponse, expectsContinue: boolean) {
    const began = clock.monotonic()
    const connection = connections.of(message.socket)
    const { addressOf } = connection
    const incoming = new Incoming(message, response, { expectsContinue, addressOf, idleTimeout })
    connection.current = incoming
    try {
      const answering = answerOf(incoming, { handle, log, random, sayNo })
      const given = await (incoming.hasBody ? incoming.orTimeout(answering) : answering)
      const answer = refused(given) ? sayNo(given, 408, incoming) : given
      incoming.status = answer.status
      if (response.destroyed) return
      await respond(incoming, answer, {
        discard: { bytes: uploadLimit, milliseconds: 30_000 },
        close: closing,
      })
    } catch (error) {
      if (!response.destroyed) log.warn({ error }, 'An answer was cut off.')
      response.destroy()
    } finally {
      const milliseconds = clock.monotonic() - began
      const { bytesWritten } = message.socket
      observe?.(incoming.observation(milliseconds, bytesWritten - connection.sent))
      connection.sent = bytesWritten
    }
  }

  server.on('request', (message, response) => void serve(message, response, false))
  server.on('checkContinue', (message, response) => void serve(message, response, true))
  server.on('connect', (_message, socket) => {
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  server.on('timeout', socket => connections.idle(socket))
  server.on('clientError', (error, socket: Socket) => {
    const response = connections.of(socket).current?.response
    const speaking = response?.headersSent === true && !response.writableFinished
    answerClientError(error, socket, speaking)
  })
  const address = await bound(server, options)
  return {
    host: address.address,
    port: address.port,
    renew: certificate => (server as TlsServer).setSecureContext(certificate),
    close(drainMilliseconds) {
      closing = true
      return closed(server, drainMilliseconds)
    },
  }
}

function createListening(certificate: Certificate | undefined): Server {
  const bounds = {
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    connectionsCheckingInterval: 2_000,
    // No bound on the whole: a large upload may take its hour. Silence is what is bounded.
    requestTimeout: 0,
    // A request without a body needs no stream that ends.
    optimizeEmptyRequests: true,
  }
  return certificate ? createTlsServer({ ...bounds, ...certificate }) : createServer(bounds)
}

type Answering = Pick<ListenOptions, 'handle' | 'log' | 'random'> & { readonly sayNo: SayNo }

const plainly: SayNo = (refusal, status) => plainAnswer(status, refusal)

/** What no room foresaw is a bug of ours: the client learns an id, and the log what it stands for. */
async function answerOf(request: Incoming, { handle, log, random, sayNo }: Answering): Promise<RawResponse> {
  if (request.method === 'TRACE') return sayNo(traceRefused, 405, request)
  try {
    return await handle(request)
  } catch (error) {
    const id = newId(random)
    // A client that hangs up in the middle breaks the reading of its body: no bug, and nobody to tell.
    if (!request.signal.aborted)
      log.error({ request: id, method: request.method, error }, 'A request failed.')
    return sayNo(
      refuse('internal_error', `Something went wrong here (request ${id}).`, 'Ask the operator.'),
      500,
      request,
    )
  }
}

const traceRefused: Refusal = refuse('method_not_allowed', 'TRACE is not answered here.', 'Use GET.')

function bound(server: Server, { host, port }: ListenOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // Listening on a port, so that the address is no path of a socket.
    server.listen(port, host, () => resolve(server.address() as AddressInfo))
  })
}

function closed(server: Server, drainMilliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(() => server.closeAllConnections(), drainMilliseconds)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}
