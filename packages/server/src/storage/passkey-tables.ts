/** The tables of passkeys (WebAuthn). Nothing in them signs: the private keys never leave their devices. */

type Instant = number

export interface PasskeysTable {
  id: string
  account_id: string
  /** What the authenticator calls it, base64url: of one passkey of one account. */
  credential_id: string
  /** COSE (RFC 9053), base64url. */
  public_key: string
  /** How often its authenticator says to have signed; 0 where it does not count. */
  counter: number
  /** A JSON array: how its authenticator is reached, as it said itself. */
  transports: string
  /** 1: it is kept in more places than one, such as the cloud of its maker. */
  synced: 0 | 1
  name: string
  created_at: Instant
  last_used_at: Instant | null
}

/** A challenge that a passkey has answered: none is answered twice. The row goes some time after it expired. */
export interface AnsweredChallengesTable {
  /** SHA-256. */
  challenge_hash: string
  expires_at: Instant
}

export interface PasskeyTables {
  passkeys: PasskeysTable
  answered_challenges: AnsweredChallengesTable
}
