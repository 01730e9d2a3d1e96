/** The one place where a request's fate is asked for: standing, clearing and role, decided together. */
import type { Refusal } from '@latchkey/tokens'
import type { Attempt } from './attempt.ts'
import type { Credential } from './credential.ts'
import type { Decision } from './decision.ts'
import type { OpenTransaction } from './standing.ts'

/** Reads a credential's row again inside a transaction: it may have been revoked or tightened since. */
export interface CredentialSource {
  recheck(credential: Credential, transaction: OpenTransaction): Promise<Credential | Refusal>
}

export interface Authorizer {
  /**
   * Whether `credential` may do `attempt`. What makes something visible passes its transaction: then the credential
   * and the standing are read again in it, and the proof is good in it alone.
   */
  authorize(credential: Credential, attempt: Attempt, transaction?: OpenTransaction): Promise<Decision>
}
