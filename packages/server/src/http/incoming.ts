/** Makes a `RawRequest` of what `node:http` hands over. What few requests ask for is made when it is asked for. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers'
import { type Refusal, refuse } from '@latchkey/tokens'
import { IncomingBody } from './body.ts'
import { type ClientAddress, plainAddress } from './client-address.ts'
import { type RawHeaders, rawHeaders } from './headers.ts'
import type { Notes, Observation } from './observation.ts'
import type { RawRequest, RawResponse } from './raw.ts'

export interface IncomingOptions {
  /** The client sent `Expect: 100-continue`. */
  readonly expectsContinue: boolean
  readonly addressOf: ReturnType<ClientAddress>
  /** After how many milliseconds without a byte the client has fallen silent. */
  readonly idleTimeout: number
}

export class Incoming implements RawRequest {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  readonly target: string
  readonly headers: RawHeaders
  readonly address: string | undefined
  readonly hasBody: boolean
  readonly noted: Notes = {}
  readonly note: (notes: Notes) => void
  /** Of the answer; 0 before there is one. */
  status = 0
  readonly #idleTimeout: number
  #received = 0
  #waits: boolean
  #gaveUp = false
  #arrived: Uint8Array | undefined
  #body: IncomingBody | undefined
  #gone: AbortController | undefined
  #answerTimeout: (refusal: Refusal) => void = () => {}

  constructor(message: IncomingMessage, response: ServerResponse, options: IncomingOptions) {
    this.message = message
    this.response = response
    const method = message.method ?? ''
    const target = message.url ?? ''
    const headers = rawHeaders(message.rawHeaders)
    this.method = method
    this.target = target
    this.headers = headers
    this.address = options.addressOf(headers.all('x-forwarded-for'))
    this.hasBody =
      headers.all('transfer-encoding').length > 0 ||
      headers.all('content-length').some(length => Number(length) > 0)
    this.note = notes => void Object.assign(this.noted, notes)
    this.#idleTimeout = options.idleTimeout
    this.#waits = options.expectsContinue
  }

  /** What is told of this request when it is over; `sent`: in bytes. */
  observation(milliseconds: number, sent: number): Observation {
    const { method, target, address, status, noted } = this
    const userAgent = this.headers.all('user-agent')[0]
    return {
      ...noted,
      method,
      target,
      address,
      userAgent,
      status,
      milliseconds,
      received: this.#received,
      sent,
    }
  }

  get peer(): string | undefined {
    const { remoteAddress } = this.message.socket
    return remoteAddress === undefined ? undefined : plainAddress(remoteAddress)
  }

  async arrived(): Promise<Uint8Array | undefined> {
    // The head is told of before what came in the same packet is looked at.
    await new Promise<void>(resolve => setImmediate(resolve))
    if (this.#arrived === undefined && this.#body === undefined && this.message.complete) {
      this.#arrived = (this.message.read() as Uint8Array | null) ?? new Uint8Array()
      this.#received = this.#arrived.byteLength
    }
    return this.#arrived
  }

  get body(): AsyncIterable<Uint8Array> {
    if (this.#arrived !== undefined) return once(this.#arrived)
    this.#body ??= new IncomingBody(this.message, this.response, {
      idleTimeout: this.#idleTimeout,
      received: bytes => {
        this.#received += bytes
      },
      fellSilent: () => this.#giveUp(),
    })
    return this.#body
  }

  continue(): void {
    if (this.#waits) this.response.writeContinue()
    this.#waits = false
  }

  get signal(): AbortSignal {
    if (this.#gone === undefined) {
      const gone = new AbortController()
      const abortUnlessAnswered = () => {
        if (!this.response.writableFinished) gone.abort()
      }
      if (this.#gaveUp) gone.abort()
      else if (this.response.closed) abortUnlessAnswered()
      else this.response.once('close', abortUnlessAnswered)
      this.#gone = gone
    }
    return this.#gone.signal
  }

  /** Whether a part of the body has not arrived. */
  get unread(): boolean {
    return this.hasBody && !this.message.complete
  }

  /** Whether the client sends nothing more by itself: it waits for "100 Continue", or has fallen silent. */
  get silent(): boolean {
    return this.#waits || this.#gaveUp
  }

  /** What is answered; or why nothing will be, because nothing came for too long in the middle of the body. */
  orTimeout(answering: Promise<RawResponse>): Promise<RawResponse | Refusal> {
    return new Promise((resolve, reject) => {
      this.#answerTimeout = resolve
      answering.then(resolve, reject)
    })
  }

  /** To be called when nothing went over the connection for `idleTimeout`. */
  idle(): void {
    // A slow disk or database of ours is not the client's silence.
    if (this.#body?.reading || this.response.headersSent) this.#giveUp()
    else this.message.socket.setTimeout(this.#idleTimeout)
  }

  #giveUp(): void {
    this.#gaveUp = true
    this.#gone?.abort()
    if (this.response.headersSent) this.message.socket.destroy()
    else this.#answerTimeout(fellSilent)
  }
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

const fellSilent = refuse(
  'request_timeout',
  'The rest of this request did not arrive in time.',
  'Send it again.',
)
