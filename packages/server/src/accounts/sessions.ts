/** Browsers' sessions on the pages. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Account } from './account.ts'

export interface Session {
  /** SHA-256 of the cookie's value: what is stored, and the id by which a session is listed and ended. */
  readonly idHash: string
  readonly account: Account
  readonly createdAt: number
  readonly lastSeenAt: number
  /** When the person last gave the password. */
  readonly authenticatedAt: number
  readonly userAgent: string
  readonly address: string
}

/** The session of the browser that asks. */
export interface CurrentSession extends Session {
  /** The synchronizer token of its forms: derived from the cookie, stored nowhere. */
  readonly formToken: string
}

export interface SignedIn {
  readonly session: CurrentSession
  /** The value of the session cookie: 256 random bits, told once. */
  readonly cookie: Secret
}

export interface SignIn {
  readonly username: string
  readonly password: Secret
  readonly address: string
  readonly userAgent: string
}

export interface Sessions {
  /** Limited per account and address; an unknown name costs the same and says the same as a wrong password. */
  signIn(attempt: SignIn): Promise<SignedIn | Refusal>
  /** The live session of a cookie: used within 12 hours, begun within 30 days, of an account that is not disabled. */
  find(cookie: Secret): Promise<CurrentSession | undefined>
  /** The password once more; limited like signing in. The session goes on under a new id. */
  stepUp(session: Session, password: Secret, address: string): Promise<SignedIn | Refusal>
  end(session: Session): Promise<void>
  endAll(accountId: string): Promise<void>
  /** The live sessions of an account, the latest first. */
  list(accountId: string): Promise<readonly Session[]>
}
