/** Narrows a token to one request before it goes on the wire. */
import type { Action } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'

/** What the request does, as far as its sender knows. */
export interface RequestFacts {
  readonly action: Action
  /** `pypi:acme/widget`, `pypi:acme` or `*:acme`. */
  readonly target: string
  readonly version?: string
  /** `sha256:...`, each of the one file that is sent. */
  readonly digests?: readonly string[]
}

/** What decides over a request without seeing all of it (metadata `latchkey_front_ends`). */
export interface FrontEnd {
  /** The address it stands at. */
  readonly origin: string
  /** What it cannot see: caveats about these are left out. */
  readonly unseen: readonly Unseen[]
}

export type Unseen = 'package' | 'version' | 'digest'

export type AttenuateForRequest = (
  credential: Credential,
  facts: RequestFacts,
  options: { readonly audience: string; readonly serverNow: number; readonly frontEnd?: FrontEnd },
) => Credential | AuthError
