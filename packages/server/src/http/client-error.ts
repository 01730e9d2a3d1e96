/** Answers what `node:http` could not read as a request: in a sentence, once, and so that it is seen. */

import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type Refusal, refuse } from '@latchkey/tokens'
import { plainAnswer } from './plain-answer.ts'

/** How long the rest of what such a client sends is read and thrown away, in milliseconds. */
const patience = 5_000

/** How much of it, in bytes. */
const appetite = 64 * 1024 * 1024

const answered = new WeakSet<Socket>()

/** `headSent`: an answer is already on its way, so that nothing can be said any more. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, headSent: boolean): void {
  if (answered.has(socket)) {
    // The parser complains about every further piece: that is how the rest is thrown away.
    if (socket.bytesRead > appetite) socket.destroy()
    return
  }
  answered.add(socket)
  if (headSent || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const timer = setTimeout(() => socket.destroy(), patience)
  socket.once('close', () => clearTimeout(timer))
  socket.once('end', () => socket.destroy())
  socket.end(write(...explain(error.code)))
}

function explain(code: string | undefined): readonly [status: number, refusal: Refusal] {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return [
      431,
      refuse(
        'header_too_large',
        'The head of this request is larger than 16 KiB.',
        'Send fewer or shorter headers; a token has at most 8 KiB.',
      ),
    ]
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return [
      408,
      refuse('request_timeout', 'The head of this request did not arrive in time.', 'Send it again.'),
    ]
  }
  return [400, refuse('bad_request', 'This is not a well-formed HTTP/1.1 request.', 'See RFC 9112.')]
}

function write(status: number, refusal: Refusal): string {
  const { reason, headers, body } = plainAnswer(status, refusal)
  const text = String(body)
  const lines = [...headers, ['Content-Length', Buffer.byteLength(text)], ['Connection', 'close']]
  return `HTTP/1.1 ${status} ${reason ?? STATUS_CODES[status]}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`
}
