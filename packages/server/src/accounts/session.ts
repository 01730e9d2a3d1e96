/** A browser's session on the pages, and how long it lives. */
import { Secret } from '@latchkey/protocol'
import { newSecretText, type RandomBytes, sha256 } from '../host/index.ts'
import type { Reader, SessionsTable } from '../storage/index.ts'
import { type Account, type AccountRow, accountColumns, readAccount } from './account.ts'

export interface Session {
  /** SHA-256 of the cookie's value: what is stored, and the id by which a session is listed and ended. */
  readonly idHash: string
  readonly account: Account
  readonly createdAt: number
  /** To the minute. */
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

const hour = 3_600_000

/** Milliseconds without use after which a session has ended. */
export const idleLifetime = 12 * hour

/** Milliseconds after its beginning at which a session ends, however much it is used. */
export const absoluteLifetime = 30 * 24 * hour

/** The sessions that are alive: not ended, neither idle nor old, their account not disabled. */
export function liveSessions(reader: Reader, now: number) {
  return reader
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(accountColumns)
    .select([
      'sessions.id_hash',
      'sessions.created_at as begun_at',
      'sessions.last_seen_at',
      'sessions.authenticated_at',
      'sessions.user_agent',
      'sessions.address',
    ])
    .where('sessions.ended_at', 'is', null)
    .where('sessions.last_seen_at', '>', now - idleLifetime)
    .where('sessions.created_at', '>', now - absoluteLifetime)
    .where('accounts.disabled_at', 'is', null)
}

type LiveRow = AccountRow &
  Omit<SessionsTable, 'account_id' | 'created_at' | 'ended_at'> & { readonly begun_at: number }

export function readSession(row: LiveRow): Session {
  return {
    idHash: row.id_hash,
    account: readAccount(row),
    createdAt: row.begun_at,
    lastSeenAt: row.last_seen_at,
    authenticatedAt: row.authenticated_at,
    userAgent: row.user_agent,
    address: row.address,
  }
}

export interface NewCookie {
  readonly cookie: Secret
  readonly idHash: string
}

/** The value of a session cookie, and what is stored of it. */
export function newCookie(random: RandomBytes): NewCookie {
  const value = newSecretText(random)
  return { cookie: new Secret(value), idHash: sha256(value) }
}

/** Of 256 random bits nobody can tell the cookie from the token, nor the token from what is stored. */
export function current(session: Session, cookie: Secret): CurrentSession {
  return { ...session, formToken: sha256(`latchkey form token v1 ${cookie.expose()}`) }
}
