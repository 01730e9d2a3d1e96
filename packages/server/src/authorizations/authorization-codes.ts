/** Authorization codes (RFC 6749, section 4.1, with PKCE: RFC 7636): a code that is sent back through the browser. */
import type { Scope, Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession } from '../accounts/index.ts'
import type { Origin } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import type { TokenSet } from '../logins/index.ts'
import type { Approval } from './approval.ts'

export interface NewAuthorizationCode extends Approval {
  readonly client: Client
  /** What the client may ask for, and did. */
  readonly asked: readonly Scope[]
  /** One of the client's: whoever calls this made sure of it. */
  readonly redirectUri: string
  /** The SHA-256 of the verifier, in base64url (RFC 7636, section 4.2: S256 and nothing else). */
  readonly codeChallenge: string
  readonly deviceName?: string | undefined
}

export interface RedeemedCode {
  readonly code: Secret
  readonly client: Client
  /** The same as when it was asked for, character for character. */
  readonly redirectUri: string
  readonly codeVerifier: Secret
}

export interface AuthorizationCodes {
  /** A code of 256 random bits, good for a minute. */
  issue(code: NewAuthorizationCode, session: CurrentSession, from: Origin): Promise<Secret | Refusal>
  /** Makes the login, once. A code that was used up ends the login of its first use (RFC 6749, section 4.1.2). */
  redeem(
    redeemed: RedeemedCode,
    from: Origin,
  ): Promise<TokenSet | Refusal<'invalid_grant' | 'master_key_withdrawn'>>
  /** Forgets what expired more than a day ago. Called now and then. */
  forget(): Promise<void>
}
