/** What a person says yes to. */
import type { Scope, Secret } from '@latchkey/protocol'

export interface Approval {
  /** Some of those that were asked for; one at least. */
  readonly scopes: readonly Scope[]
  /**
   * Of the account's second factor. Demanded where it has one and the scopes can change something; the login then needs
   * no other for five minutes.
   */
  readonly code?: Secret | undefined
  /** In its place: what the browser sent for a passkey, as `PasskeyAttempt` has it. */
  readonly passkey?: string | undefined
}
