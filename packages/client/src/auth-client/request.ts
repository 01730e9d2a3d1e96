/** What the caller's function is handed: the way out, with a credential on it. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import {
  type Attachment,
  type Http,
  isPrivate,
  mayCarry,
  type OutgoingRequest,
  readAddress,
} from '../http/index.ts'

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

/** The caller's function. A `Response` that it gives back, or the like of one, is looked at; else what `send` saw last. */
export type Act<T> = (request: AuthorizedRequest) => Promise<T>

export interface Going {
  readonly http: Http
  /** What relative URLs are relative to. */
  readonly base: string
  readonly attempt: number
  readonly credential: Credential | undefined
  readonly code: Secret | undefined
  readonly attachment: Attachment | undefined
  readonly signal: AbortSignal | undefined
  /** Told what came of each request. */
  readonly seen: (answer: Response | AuthError) => void
}

export function createRequest(going: Going): AuthorizedRequest {
  const { http, base, attempt, credential, code, attachment, signal, seen } = going
  return {
    attempt,
    credential,
    code,
    async send(url, request = {}) {
      const address = readAddress(url, new URL(base))
      const asked = { ...(signal && { signal }), ...request }
      const answer = refused(address) ? address : await http.send({ ...asked, url: address.href }, attachment)
      seen(answer)
      return answer
    },
    headersFor(url) {
      const address = readAddress(url, new URL(base))
      if (refused(address) || attachment === undefined) return {}
      if (!mayCarry(attachment, address) || !isPrivate(address)) return {}
      return Object.fromEntries(
        Object.entries(attachment.headers).map(([name, secret]) => [name, secret.expose()]),
      )
    },
  }
}
