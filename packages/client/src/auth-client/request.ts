/** What the caller's function is handed: the way out, with a credential on it. */
import type { Secret } from '@latchkey/protocol'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { OutgoingRequest } from '../http/index.ts'

export interface AuthorizedRequest {
  /** Which try of this call it is, from 1. */
  readonly attempt: number
  /** Undefined where it goes without. */
  readonly credential: Credential | undefined
  /** The one-time code that goes with it, where one was asked for. */
  readonly code: Secret | undefined
  /** Sends it: `url` may be relative to the API or repository. The credential goes no further than there. */
  send(url: string, request?: Omit<OutgoingRequest, 'url'>): Promise<Response | AuthError>
  /** For a client of the caller's own: the credential's headers for that URL, and none for any other place. */
  headersFor(url: string): Readonly<Record<string, string>>
}

/** What the caller's function gives back: a `Response`, or the like of one, is looked at; otherwise what `send` saw last. */
export type Act<T> = (request: AuthorizedRequest) => Promise<T>
