/** What a caller turned out to hold. `credentials/` makes those of tokens, the pages those of sessions. */
import type { Role } from '@latchkey/protocol'
import type { Caveat, Principal, VerifiedToken } from '@latchkey/tokens'

/** Whether the account behind a credential has a second factor, and until when a code was given for this credential. */
export interface SecondFactor {
  readonly active: boolean
  /** When the window of this key or login closes, milliseconds since 1970; looked up for what changes something only. */
  readonly windowClosesAt?: number | undefined
}

/** A token whose signature held and whose row is live. What it may do is for its caveats and the role to say. */
export interface TokenCredential {
  readonly kind: 'token'
  readonly token: VerifiedToken
  /** The caveats in the key's row: cleared together with those in the text. */
  readonly stored: readonly Caveat[]
  readonly principal: Principal
  /** A ceiling for the role: an organization's key has the role that was fixed when it was made. */
  readonly role?: Role | undefined
  /** Whether it was made from a key or from a login. */
  readonly holder: 'key' | 'login'
  /** Of that key or login. */
  readonly id: string
  /** The key's name, as its owner wrote it; a login's client and device. */
  readonly name: string
  /** When the key or login is over, milliseconds since 1970. The token may be over before that, by its caveats. */
  readonly expiresAt?: number | undefined
  /** Of a key: for how many milliseconds it was made to work, infinity for ever. */
  readonly lifetime?: number | undefined
  /** Of the account behind it; absent where that has none, or an organization is behind it. */
  readonly secondFactor?: SecondFactor | undefined
  /** Of a token of a login. */
  readonly login?: LoginFacts | undefined
}

/** What OAuth endpoints tell of a login's token. */
export interface LoginFacts {
  readonly clientId: string
  /** Canonical, as it was granted. */
  readonly scope: string
  /** How often the login had been refreshed when this token was made. */
  readonly generation: number
}

/** A person signed in on the pages: decided by role alone. */
export interface SessionCredential {
  readonly kind: 'session'
  readonly principal: Principal & { readonly kind: 'account' }
  /** Runs the server; that alone reads and publishes nothing. */
  readonly administrator: boolean
  /** When the password was last given, milliseconds since 1970. */
  readonly authenticatedAt: number
  /** Of the account; absent where it has none. A session has no window: sensitive pages ask for a code by themselves. */
  readonly secondFactor?: SecondFactor
}

export interface AnonymousCredential {
  readonly kind: 'anonymous'
  readonly principal: Principal & { readonly kind: 'nobody' }
}

export type Credential = TokenCredential | SessionCredential | AnonymousCredential

/** Why what was once a credential is none (any more); said only of a token whose signature held. */
export type CredentialCode =
  | 'key_unknown'
  | 'key_revoked'
  | 'token_revoked'
  | 'token_expired'
  | 'account_disabled'
  | 'login_ended'

/** The credential of a request that carried none. */
export const anonymous: AnonymousCredential = Object.freeze({
  kind: 'anonymous',
  principal: Object.freeze({ kind: 'nobody' }),
})
