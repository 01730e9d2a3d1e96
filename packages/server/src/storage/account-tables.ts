/** The tables of people: their names, passwords, and the browsers that they are signed in with. */
import type { Generated } from 'kysely'
import type { Language } from '../host/index.ts'

type Flag = 0 | 1
type Instant = number

/** Accounts and organizations share one namespace; a name once used is never given to another, so rows stay. */
export interface NamesTable {
  name: string
  kind: 'account' | 'organization' | 'reserved'
  owner_id: string | null
  created_at: Instant
}

export interface AccountsTable {
  id: string
  username: string
  email: string
  /** `$argon2id$...` */
  password_hash: string
  administrator: Flag
  created_at: Instant
  disabled_at: Instant | null
  /** What was personal is gone then; the row stays for what names its id. A deleted account is disabled too. */
  deleted_at: Instant | null
  /** When a link that was sent to the address was opened; null where nobody knows whose it is. */
  email_verified_at: Generated<Instant | null>
  /** What mail is written in, and pages; null where none was chosen. */
  language: Generated<Language | null>
}

/** The link with which an account gets a new password: one at a time. */
export interface ResetLinksTable {
  account_id: string
  /** SHA-256 of the link's secret. */
  secret_hash: string
  created_at: Instant
  expires_at: Instant
  /** 1: whoever has it may take the second factor away too. */
  second_factor: Generated<Flag>
}

/** Who says to have forgotten a password, until it was looked up whether there is somebody of that name. */
export interface ForgottenPasswordsTable {
  id: string
  /** A username or an address, as it was typed. */
  whose: string
  created_at: Instant
  /** From where and with what it was said; null where that was not known. */
  address: string | null
  client: string | null
}

export interface SessionsTable {
  /** SHA-256 of the cookie's value. */
  id_hash: string
  account_id: string
  created_at: Instant
  last_seen_at: Instant
  /** When the person last gave the password: what step-up asks for. */
  authenticated_at: Instant
  /** An ended session stays for thirty days: it tells from where its account is known. */
  ended_at: Instant | null
  user_agent: string
  address: string
  /** When a second factor was given beside the password; null where none was. */
  second_factor_at: Generated<Instant | null>
}

export interface AccountTables {
  names: NamesTable
  accounts: AccountsTable
  reset_links: ResetLinksTable
  forgotten_passwords: ForgottenPasswordsTable
  sessions: SessionsTable
}
