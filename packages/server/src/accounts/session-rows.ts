/** The rows of sessions. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Selectable } from 'kysely'
import type { RandomBytes } from '../host/index.ts'
import { type Reader, type SessionsTable, secondFactorSince, type Writer } from '../storage/index.ts'
import { type AccountRow, accountColumns, readAccount } from './account.ts'
import {
  absoluteLifetime,
  asCurrent,
  idleLifetime,
  isSignedIn,
  newCookie,
  type Session,
  type SignedIn,
} from './session.ts'

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
      'sessions.second_factor_at',
    ])
    .select(secondFactorSince('sessions.account_id').as('factor_since'))
    .where('sessions.ended_at', 'is', null)
    .where('sessions.last_seen_at', '>', now - idleLifetime)
    .where('sessions.created_at', '>', now - absoluteLifetime)
    .where('accounts.disabled_at', 'is', null)
}

/** Whether somebody is signed in with it at this instant of a transaction: a code may be asked for since. */
export async function isLive(transaction: Writer, idHash: string, now: number): Promise<boolean> {
  const live = liveSessions(transaction, now).where('sessions.id_hash', '=', idHash)
  const row = await live.executeTakeFirst()
  return row !== undefined && isSignedIn(readSession(row))
}

type LiveRow = AccountRow &
  Omit<Selectable<SessionsTable>, 'account_id' | 'created_at' | 'ended_at'> & {
    readonly begun_at: number
    readonly factor_since: number | null
  }

export function readSession(row: LiveRow): Session {
  return {
    idHash: row.id_hash,
    account: readAccount(row),
    createdAt: row.begun_at,
    lastSeenAt: row.last_seen_at,
    authenticatedAt: row.authenticated_at,
    secondFactor: secondFactorIn(row),
    userAgent: row.user_agent,
    address: row.address,
  }
}

/** What was given for a second factor that the account had before is nothing for the one that it has. */
function secondFactorIn({
  factor_since: since,
  second_factor_at: givenAt,
}: LiveRow): Session['secondFactor'] {
  if (since === null) return { active: false, givenAt: undefined }
  return { active: true, givenAt: givenAt === null || givenAt < since ? undefined : givenAt }
}

/** What a person gave. A passkey asks its person for a finger, a face or a PIN: it is the password and the code in one. */
export type Given = 'password' | 'code' | 'passkey'

/** The instants of a session that this sets. */
function instantsOf(given: Given, now: number) {
  return {
    ...(given !== 'code' && { authenticated_at: now }),
    ...(given !== 'password' && { second_factor_at: now }),
  }
}

/** Inserts a session, and forgets those of its account that are too old to tell anything. */
export async function insertSession(
  transaction: Writer,
  session: Omit<Session, 'secondFactor' | 'authenticatedAt'> & { readonly given: Exclude<Given, 'code'> },
): Promise<Session> {
  await transaction
    .deleteFrom('sessions')
    .where('account_id', '=', session.account.id)
    .where('created_at', '<=', session.createdAt - absoluteLifetime)
    .execute()
  await transaction
    .insertInto('sessions')
    .values({
      id_hash: session.idHash,
      account_id: session.account.id,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      authenticated_at: session.createdAt,
      ended_at: null,
      user_agent: session.userAgent,
      address: session.address,
      ...instantsOf(session.given, session.createdAt),
    })
    .execute()
  const inserted = liveSessions(transaction, session.createdAt).where('id_hash', '=', session.idHash)
  return readSession(await inserted.executeTakeFirstOrThrow())
}

/** What was given in a session just now: it goes on under a new id, so that a copy of the former cookie opens nothing. */
export async function renewSession(
  transaction: Writer,
  former: Session,
  { given, now, random }: { readonly given: Given; readonly now: number; readonly random: RandomBytes },
): Promise<SignedIn | Refusal<'session_ended'>> {
  const live = liveSessions(transaction, now).where('sessions.id_hash', '=', former.idHash)
  const row = await live.executeTakeFirst()
  if (row === undefined) return sessionEnded
  const { cookie, idHash } = newCookie(random)
  const renewed = {
    ...{ id_hash: idHash, last_seen_at: now },
    ...instantsOf(given, now),
  }
  await transaction.updateTable('sessions').set(renewed).where('id_hash', '=', former.idHash).execute()
  return { session: asCurrent(readSession({ ...row, ...renewed }), cookie), cookie }
}

export const sessionEnded = refuse('session_ended', 'You are signed out by now.', 'Sign in again.')

/** Ends the sessions of which this is true: one by its id, or all of an account but `keep`. Gives how many lived. */
export async function endSessions(
  transaction: Writer,
  column: 'id_hash' | 'account_id',
  value: string,
  now: number,
  keep = '',
): Promise<number> {
  const live = transaction.updateTable('sessions').set({ ended_at: now }).where('ended_at', 'is', null)
  const others = live.where(column, '=', value).where('id_hash', '!=', keep)
  const { numUpdatedRows } = await others.executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
