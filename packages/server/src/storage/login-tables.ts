/** The tables of logging in: clients, logins, what waits for a person's answer, and second factors. */
import type { Generated } from 'kysely'

type Instant = number

/** OAuth clients that an administrator made; the others are part of the program. */
export interface ClientsTable {
  /** The `client_id` (RFC 6749, 2.2). */
  id: string
  name: string
  /** A JSON array; matched exactly, but for the port of a loopback address. */
  redirect_uris: string
  /** SHA-256; null for a public client. */
  secret_hash: string | null
  created_at: Instant
}

/** One client on one device that an account let in. Its tokens are derived from `kid`, `id` and `generation`. */
export interface LoginsTable {
  id: string
  /** The master key of all its tokens, for life. */
  kid: string
  account_id: string
  client_id: string
  /** As they were when the account let it in. */
  client_name: string
  device_name: string | null
  /** Canonical, expanded at use. */
  scope: string
  created_at: Instant
  /** When it is over however much it is used. */
  expires_at: Instant
  /** How often it was refreshed. */
  generation: number
  rotated_at: Instant
  /** The highest generation of which an access token was presented; -1 for none. */
  seen: number
  ended_at: Instant | null
  ended_because: 'ended' | 'stolen' | 'restored' | null
  last_used_at: Instant | null
  last_used_address: string | null
  last_used_client: string | null
}

/** Tokens made from a login that were revoked alone; SHA-256 of their signatures. */
export interface RevokedLoginSignaturesTable {
  signature_hash: string
  login_id: string
  created_at: Instant
  expires_at: Instant | null
}

/** A device that waits for a person (RFC 8628). Both codes are SHA-256. */
export interface DeviceAuthorizationsTable {
  device_code_hash: string
  user_code_hash: string
  client_id: string
  /** What was asked for; once approved, what was granted. */
  scope: string
  device_name: string | null
  /** Whoever asked. */
  address: string | null
  user_agent: string | null
  created_at: Instant
  expires_at: Instant
  /** Seconds between polls; `slow_down` adds five for good. */
  interval: number
  polled_at: Instant | null
  /**
   * The session that opened it: no other may answer it, and what it answered holds while it lives. Follows the session
   * when it gets a new id.
   */
  claimed_by: string | null
  answer: 'approved' | 'denied' | null
  answered_at: Instant | null
  account_id: string | null
  /** Until when the login needs no code, where one was given while approving. */
  window_closes_at: Instant | null
  /** The step of that code, as in `windows`. */
  window_step: number | null
  login_id: string | null
  redeemed_at: Instant | null
}

/** A wrong code that somebody entered for a device: so many in an hour, on whatever node. */
export interface WrongUserCodesTable {
  id: Generated<number>
  session: string | null
  account_id: string
  entered_at: Instant
}

/** A code that was sent to a client's redirect URI (RFC 6749, 4.1, with RFC 7636). */
export interface AuthorizationCodesTable {
  code_hash: string
  client_id: string
  redirect_uri: string
  /** S256. */
  code_challenge: string
  scope: string
  account_id: string
  /** In which the account agreed: it holds while that lives. */
  session: string | null
  device_name: string | null
  window_closes_at: Instant | null
  window_step: number | null
  created_at: Instant
  expires_at: Instant
  login_id: string | null
  redeemed_at: Instant | null
}

/** The authenticator app of an account (RFC 6238). */
export interface AuthenticatorsTable {
  account_id: string
  /** The shared secret under a key that is not in the database. */
  sealed_secret: string
  created_at: Instant
  /** Null until a first code of it was given: it counts from then on. */
  confirmed_at: Instant | null
  /** The session in which it is being added, until it counts. Follows that when it gets a new id. */
  session: string | null
  /** The last step (of 30 seconds since 1970) whose code was taken; none before it is. */
  last_step: number
  /** Wrong codes since the last right one; forgotten a day after the last of them. */
  failures: number
  failed_at: Instant | null
}

/** One row: under which key the secrets are sealed, by a value that tells whether a node holds the same. */
export interface SecondFactorKeyTable {
  id: 1
  check_value: string
}

export interface RecoveryCodesTable {
  /** SHA-256 of at least 112 bits. */
  code_hash: string
  account_id: string
  created_at: Instant
  used_at: Instant | null
}

/** Until when a login, or a key, needs no further code. */
export interface WindowsTable {
  kind: 'login' | 'key'
  credential_id: string
  account_id: string
  opened_at: Instant
  closes_at: Instant
  /** The step of the code that opened it: sent again by the same credential, it is no failure. Null for a recovery code. */
  step: number | null
}

export interface LoginTables {
  clients: ClientsTable
  logins: LoginsTable
  revoked_login_signatures: RevokedLoginSignaturesTable
  device_authorizations: DeviceAuthorizationsTable
  wrong_user_codes: WrongUserCodesTable
  authorization_codes: AuthorizationCodesTable
  authenticators: AuthenticatorsTable
  second_factor_key: SecondFactorKeyTable
  recovery_codes: RecoveryCodesTable
  windows: WindowsTable
}
