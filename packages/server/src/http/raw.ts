/**
 * A request as it came off the wire, and its answer. Ecosystems and the gateway work on these: `Request` and `URL`
 * would tidy the very path that is decided on, and a `Response` has no reason phrase for twine to print.
 */
import type { Refusal } from '@latchkey/tokens'
import type { RawHeaders } from './headers.ts'
import type { Notes } from './observation.ts'

export interface RawRequest {
  /** As sent, in its own case. */
  readonly method: string
  /** The request target exactly as received, one character a byte. `readPath` is the one way to look inside. */
  readonly target: string
  readonly headers: RawHeaders
  /** The client's address (behind trusted proxies: what the nearest of them said); absent where none was named. */
  readonly address: string | undefined
  /** The other end of the connection itself: the client, or a proxy. */
  readonly peer: string | undefined
  /** Whether this request says that it has a body. */
  readonly hasBody: boolean
  /**
   * Reading it holds no more than a few chunks: one is good until the next is asked for, so copy what you keep.
   * Leaving it unread is fine: the listener throws the rest away.
   */
  readonly body: AsyncIterable<Uint8Array>
  /** The whole body, where it came together with the head and nobody has begun to read it. It can be read all the same. */
  arrived(): Promise<Uint8Array | undefined>
  /** Tells a client that waits (`Expect: 100-continue`) to send its body. Call it before the body is first read. */
  continue(): void
  /** Tells what became known of this request; of what was told before, only what is told anew is replaced. */
  note(notes: Notes): void
  /** What was told of it so far. */
  readonly noted: Notes
  /** Aborts when the client has gone or has fallen silent. */
  readonly signal: AbortSignal
}

export interface RawResponse {
  readonly status: number
  /** The reason phrase; the customary one where it is left out. Anything unsafe in it is replaced. */
  readonly reason?: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** A stream is sent as it comes; say `Content-Length` where it is known. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
}

/** Says no to a request that no room answers: in plain text, or in the words of its clients. */
export type SayNo = (refusal: Refusal, status: number, request: RawRequest) => RawResponse

/** Answers one request. Throws only for bugs and broken machines: the listener makes those a 500. */
export type Handler = (request: RawRequest) => Promise<RawResponse>
