/** Writes an answer so that the client gets to read it, also where its body was not wanted. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Incoming } from './incoming.ts'
import type { RawResponse } from './raw.ts'
import { reasonPhrase } from './reason-phrase.ts'

/** How much of an unwanted body is read and thrown away before the connection closes. */
export interface Discard {
  readonly bytes: number
  readonly milliseconds: number
}

/** Sends `answer`; resolves when the client has it, or is gone. Rejects when the answer's own stream breaks. */
export async function respond(
  incoming: Incoming,
  response: ServerResponse,
  answer: RawResponse,
  options: { readonly discard: Discard; readonly close: boolean },
): Promise<void> {
  const unread = incoming.unread()
  if (unread || options.close) response.setHeader('Connection', 'close')
  writeHead(response, answer)
  const { body } = answer
  if (!unread && (typeof body === 'string' || body instanceof Uint8Array)) {
    // The head and the body of most answers leave in one write.
    response.end(incoming.message.method === 'HEAD' ? undefined : body)
    return
  }
  await writeBody(incoming.message, response, answer.body)
  // Whoever is cut off while still sending sees a reset connection in place of the answer.
  if (unread && !incoming.silent()) await throwAway(incoming, options.discard)
  response.end()
}

function writeHead(response: ServerResponse, { status, reason, headers, body }: RawResponse): void {
  for (const [name, value] of headers) response.appendHeader(name, value)
  if (typeof body === 'string') response.setHeader('Content-Length', Buffer.byteLength(body))
  else if (body instanceof Uint8Array) response.setHeader('Content-Length', body.byteLength)
  // RFC 9110 section 8.6: neither 204 nor 304 says how long it is.
  else if (body === undefined && status !== 204 && status !== 304) response.setHeader('Content-Length', 0)
  if (reason !== undefined) response.statusMessage = reasonPhrase(reason)
  response.writeHead(status)
}

async function writeBody(
  message: IncomingMessage,
  response: ServerResponse,
  body: RawResponse['body'],
): Promise<void> {
  if (body === undefined || message.method === 'HEAD') response.flushHeaders()
  else if (typeof body === 'string' || body instanceof Uint8Array) response.write(body)
  else await pipeline(body, response, { end: false })
}

async function throwAway(incoming: Incoming, { bytes, milliseconds }: Discard): Promise<void> {
  const timer = setTimeout(() => incoming.message.destroy(), milliseconds)
  let left = bytes
  try {
    for await (const chunk of incoming.request.body) {
      left -= chunk.byteLength
      if (left < 0) return
    }
  } catch {
    // The client went away; there is nobody left to wait for.
  } finally {
    clearTimeout(timer)
  }
}
