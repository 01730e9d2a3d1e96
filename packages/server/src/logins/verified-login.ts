/** What `credentials/` proves of a token of a login: that it was made here, of which login, and of which generation. */
import type { VerifiedToken } from '@latchkey/tokens'

export interface VerifiedLogin {
  readonly kind: 'login' | 'refresh'
  readonly token: VerifiedToken
  readonly kid: string
  /** The login's id. */
  readonly id: string
  readonly generation: number
}

/** A refresh token whose text is, byte for byte, the one that was handed out. */
export interface VerifiedRefresh extends VerifiedLogin {
  readonly kind: 'refresh'
  readonly exact: true
}
