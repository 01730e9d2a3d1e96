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
  answer: RawResponse,
  options: { readonly discard: Discard; readonly close: boolean },
): Promise<void> {
  const { message, response, unread } = incoming
  writeHead(response, answer, unread || options.close)
  const { body } = answer
  if (!unread && (typeof body === 'string' || body instanceof Uint8Array)) {
    // The head and the body of most answers leave in one write.
    response.end(message.method === 'HEAD' ? undefined : body)
    return
  }
  await writeBody(message, response, body)
  // Whoever is cut off while still sending sees a reset connection in place of the answer.
  if (unread && !incoming.silent) await throwAway(incoming, options.discard)
  response.end()
}

/** As one flat list: `node:http` writes it as it is, and what is set one by one it keeps in tables first. */
function writeHead(response: ServerResponse, answer: RawResponse, close: boolean): void {
  const { status, reason, headers } = answer
  const length = lengthOf(answer)
  const list: string[] = []
  for (const [name, value] of headers)
    if (length === undefined || !isContentLength(name)) list.push(name, value)
  if (length !== undefined) list.push('Content-Length', String(length))
  if (close) list.push('Connection', 'close')
  if (reason === undefined) response.writeHead(status, list)
  else response.writeHead(status, reasonPhrase(reason), list)
}

/** Bytes; `undefined` for a stream, which says it itself, and where nothing may be said. */
function lengthOf({ status, body }: RawResponse): number | undefined {
  if (typeof body === 'string') return Buffer.byteLength(body)
  if (body instanceof Uint8Array) return body.byteLength
  // RFC 9110 section 8.6: neither 204 nor 304 says how long it is.
  return body === undefined && status !== 204 && status !== 304 ? 0 : undefined
}

function isContentLength(name: string): boolean {
  return name.length === 14 && name.toLowerCase() === 'content-length'
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
    for await (const chunk of incoming.body) {
      left -= chunk.byteLength
      if (left < 0) return
    }
  } catch {
    // The client went away; there is nobody left to wait for.
  } finally {
    clearTimeout(timer)
  }
}
