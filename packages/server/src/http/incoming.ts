/** Makes a `RawRequest` of what `node:http` hands over. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuse } from '@latchkey/tokens'
import type { ClientAddress } from './client-address.ts'
import { rawHeaders } from './headers.ts'
import type { Observed } from './observation.ts'
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
  /** What is told of this request when it is over; who answers it fills in the rest. */
  readonly observed: Observed
}

/** Bytes of a body that come within one `idleTimeout`, at least: a trickle would hold its place for days. */
const least = 64 * 1024

export interface IncomingOptions {
  /** The client sent `Expect: 100-continue`. */
  readonly expectsContinue: boolean
  readonly clientAddress: ClientAddress
  /** After how many milliseconds without a byte `timeout` is considered. */
  readonly idleTimeout: number
}

export function incomingRequest(
  message: IncomingMessage,
  response: ServerResponse,
  { expectsContinue, clientAddress, idleTimeout }: IncomingOptions,
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
  let reading = false
  let gaveUp = false
  let last: Uint8Array<ArrayBuffer> | undefined
  let owed = 0
  let pace: NodeJS.Timeout | undefined
  async function next(): Promise<IteratorResult<Uint8Array>> {
    reading = true
    if (owed <= 0) expectMore()
    // Waiting for the collector would hold some 60 MB of a large upload.
    if (last !== undefined) release(last)
    try {
      const chunk = await chunks.next()
      last = chunk.value
      const size = last?.byteLength ?? 0
      owed -= size
      observed.received += size
      return chunk
    } finally {
      reading = false
    }
  }
  function expectMore(): void {
    owed = least
    clearTimeout(pace)
    pace = setTimeout(() => (reading ? giveUp() : expectMore()), idleTimeout)
  }
  let answerTimeout: (answer: RawResponse) => void = () => {}
  const timeout = new Promise<RawResponse>(resolve => {
    answerTimeout = resolve
  })
  function giveUp(): void {
    gaveUp = true
    gone.abort()
    if (response.headersSent) message.destroy()
    else answerTimeout(plainAnswer(408, fellSilent))
  }
  response.on('timeout', () => {
    // A slow disk or database of ours is not the client's silence.
    if (reading || response.headersSent) giveUp()
    else message.socket.setTimeout(idleTimeout)
  })
  response.once('close', () => {
    clearTimeout(pace)
    if (!response.writableFinished) gone.abort()
  })
  const head = {
    method: message.method ?? '',
    target: message.url ?? '',
    address: clientAddress(message.socket.remoteAddress, headers.all('x-forwarded-for')),
  }
  const userAgent = headers.all('user-agent')[0]
  const observed: Observed = { ...head, userAgent, status: 0, milliseconds: 0, received: 0, sent: 0 }
  const request: RawRequest = {
    ...head,
    headers,
    hasBody,
    body: { [Symbol.asyncIterator]: () => ({ next }) },
    continue() {
      if (waits) response.writeContinue()
      waits = false
    },
    note(notes) {
      Object.assign(observed, notes)
    },
    signal: gone.signal,
  }
  return {
    message,
    request,
    observed,
    unread: () => hasBody && !message.complete,
    silent: () => waits || gaveUp,
    timeout,
  }
}

/** Gives the memory of a chunk back at once, where nothing shares it. */
function release({ buffer, byteLength }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength === byteLength) buffer.transfer(0)
}

const fellSilent = refuse(
  'request_timeout',
  'The rest of this request did not arrive in time.',
  'Send it again.',
)
