/** Going out: what a request, its credentials and the answer are. */
import type { Secret } from '@latchkey/protocol'
import type { AuthError } from '../errors.ts'

/** What is sent along, and where alone it may go. */
export interface Attachment {
  /** Scheme, host and port, exactly. */
  readonly origin: string
  /** `/` or a folder of it; a request beside it goes without. */
  readonly pathPrefix: string
  /** By lower-case name: `authorization`, `x-hex-otp`. */
  readonly headers: Readonly<Record<string, Secret>>
}

export interface OutgoingRequest {
  /** Absolute, http or https, without a user name in it. */
  readonly url: string
  /** `GET` unless told. */
  readonly method?: string
  /** Of these, only what says which answer is wanted goes on to another origin. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent again where a redirect asks for it, but for a stream. `URLSearchParams` is a form. */
  readonly body?: string | Uint8Array | URLSearchParams | ReadableStream<Uint8Array> | FormData | Blob
  /** Milliseconds until the headers of the answer, and between two pieces of its body. 30 000 unless told. */
  readonly timeout?: number
  /** Milliseconds until all of the answer is there. As long as it takes unless told. */
  readonly within?: number
  /** Bytes of the answer's body; more is an error. 64 MiB unless told. */
  readonly maximumBytes?: number
  /** How many redirects are followed: 5 unless told; none for what carries a secret in its body. */
  readonly redirects?: number
  readonly signal?: AbortSignal
}

/** Makes requests. Everything of this library goes out through one. */
export interface Http {
  /**
   * The answer, whatever its status, with its final address as `url`. Otherwise `offline`, `timed_out`,
   * `redirect_refused`, `too_many_redirects`, `cancelled`, `malformed_token` or `invalid_configuration`. Reading a body
   * that does not come to its end throws `BodyInterrupted`, which holds the refusal.
   */
  send(request: OutgoingRequest, attachment?: Attachment): Promise<Response | AuthError>
  /** The server's time less ours in milliseconds, as its last `Date` had it; 0 before the first. */
  clockOffset(origin: string): number
}
