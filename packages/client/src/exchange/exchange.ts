/** Trades a key for an access token that can do less and ends soon (RFC 6749, 4.4). */
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import type { House } from '../oauth/index.ts'

export interface ExchangeOptions {
  /** The key: sent to the token endpoint, never stored. */
  readonly key: Credential
  readonly scope: string
  /** Of which repository the token is, as it is asked for: what it is kept and found under. */
  readonly name: string
  /** The token endpoint, where it is not the registry's own. */
  readonly exchangeUrl?: string
  /** The exchanged token that the registry refused, if there was one. */
  readonly rejected?: Credential
  readonly signal?: AbortSignal
}

export type Exchange = (house: House, options: ExchangeOptions) => Promise<Credential | AuthError>
