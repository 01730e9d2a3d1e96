/** The look-ups that both a reader and a transaction make. */
import type { Caveat } from '@latchkey/tokens'
import type { SecondFactor } from '../access/index.ts'
import type { Login } from './login.ts'

/** A login with what must be known of its account, and of the very token that was presented. */
export interface VerifiableLogin {
  readonly login: Login
  readonly accountDisabled: boolean
  /** Its scopes as they mean now: one `allow`. */
  readonly caveats: readonly Caveat[]
  /** Of the account, with the window of this login; absent where it has none. */
  readonly secondFactor: SecondFactor | undefined
  /** When the token, or one that it was made from, was burned. */
  readonly burnedAt: number | undefined
}
