/** Makes a `RawRequest` of what `node:http` hands over. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuse } from '@latchkey/tokens'
import type { ClientAddress } from './client-address.ts'
import { rawHeaders } from './headers.ts'
import { plainAnswer } from './plain-answer.ts'
import type { RawRequest, RawResponse } from './raw.ts'

export interface Incoming {
  readonly message: IncomingMessage
  readonly request: RawRequest
  /** Whether a part of the body has not arrived. */
  unread(): boolean
  /** Whether the client sends nothing more by itself: it waits for "100 Continue", or has fallen silent. */
  silent(): boolean
  /** Resolves with what is to be answered when nothing came for too long in the middle of the body. */
  readonly timeout: Promise<RawResponse>
}

export interface IncomingOptions {
  /** The client sent `Expect: 100-continue`. */
  readonly expectsContinue: boolean
  readonly clientAddress: ClientAddress
}

export function incomingRequest(
  message: IncomingMessage,
  response: ServerResponse,
  { expectsContinue, clientAddress }: IncomingOptions,
): Incoming {
  const headers = rawHeaders(message.rawHeaders)
  const hasBody =
    headers.all('transfer-encoding').length > 0 ||
    headers.all('content-length').some(length => Number(length) > 0)
  // One reader for the whole life of the request: a handler that leaves its loop early ends nothing, and what it left
  // is still there to be thrown away.
  const chunks = message.iterator({ destroyOnReturn: false })
  const gone = new AbortController()
  let waits = expectsContinue
  let gaveUp = false
  const timeout = new Promise<RawResponse>(resolve => {
    message.once('timeout', () => {
      gaveUp = true
      gone.abort()
      if (response.headersSent) message.destroy()
      else resolve(plainAnswer(408, fellSilent))
    })
  })
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  return {
    message,
    request: {
      method: message.method ?? '',
      target: message.url ?? '',
      headers,
      address: clientAddress(message.socket.remoteAddress, headers.all('x-forwarded-for')),
      hasBody,
      body: { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) },
      continue() {
        if (waits) response.writeContinue()
        waits = false
      },
      signal: gone.signal,
    },
    unread: () => hasBody && !message.complete,
    silent: () => waits || gaveUp,
    timeout,
  }
}

const fellSilent = refuse(
  'request_timeout',
  'The rest of this request did not arrive in time.',
  'Send it again.',
)
