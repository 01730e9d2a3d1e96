/** A registry: where it logs people in, and where the things are that its credentials are for. */
import type { AuthError } from '../errors.ts'
import type { Http } from '../http/index.ts'
import type { Clock } from '../machine.ts'

/** The endpoints of an authorization server, absolute (RFC 8414, 2). */
export interface Endpoints {
  /** As the server says it; compared character for character. */
  readonly issuer: string
  readonly token: string
  readonly deviceAuthorization?: string
  readonly authorization?: string
  readonly revocation?: string
  /**
   * What some front end of it cannot see of a request, so that nothing is narrowed to that: `package`, `version`,
   * `digest` (metadata `latchkey_unseen_caveats`). Left out where its tokens cannot be narrowed by whoever holds them.
   */
  readonly unseenCaveats?: readonly string[]
  /** What it serves (metadata `latchkey_ecosystems`): `pypi`. Left out where it does not say. */
  readonly ecosystems?: readonly string[]
}

/** Where requests go, and whether what belongs to the registry may go there with them. */
export interface Place {
  /** Absolute; requests below it, and none beside it, carry a credential. */
  readonly url: string
  /** An untrusted place (a mirror) is sent nothing but a key set for exactly it. */
  readonly trusted: boolean
}

export interface Registry {
  /** The profile's name, for messages: `latchkey`, `hexpm`. */
  readonly name: string
  /** Scheme, host and port: what a credential of it is bound to. */
  readonly origin: string
  readonly api: Place
  /** The public client id that people log in with (RFC 6749, 2.2). */
  readonly clientId: string
  /** Under which name a login is told what the device is called: `device_name` unless told; hex.pm takes `name`. */
  readonly deviceNameParameter?: string
  readonly loginScopes: readonly string[]
  /** What a key is traded for to read repositories. */
  readonly exchangeScopes: readonly string[]
  /** What it is traded for to call the API. Left out where the API takes keys as they are. */
  readonly apiExchangeScopes?: Readonly<Record<'read' | 'write', readonly string[]>>
  /** Whether keys are sent without the word `Bearer`. */
  readonly bareKeys?: boolean
  /**
   * How a one-time code goes with a request: in a header of it, or beforehand by a request of its own that opens the
   * login's window.
   */
  readonly codes: { readonly kind: 'header'; readonly name: string } | { readonly kind: 'window' }
  /** Where, below `api`, it says whose a credential is: `api/v1/validate` unless told; hex.pm has `users/me`. */
  readonly identity?: string
  /** Fixed, or asked for once and remembered. */
  endpoints(): Promise<Endpoints | AuthError>
  /** Where a repository is; undefined where the profile cannot tell. */
  place(repository: string): Place | undefined
}

/** Makes a registry for one client: from configuration, asking nothing yet. */
export type Profile = (wire: { readonly http: Http; readonly clock: Clock }) => Registry | AuthError
