/** The rows of sessions. */
import type { Reader, SessionsTable, Writer } from '../storage/index.ts'
import { type AccountRow, accountColumns, readAccount } from './account.ts'
import { absoluteLifetime, idleLifetime, type Session } from './session.ts'

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

/** Whether it is alive at this instant of a transaction. */
export async function isLive(transaction: Writer, idHash: string, now: number): Promise<boolean> {
  const live = liveSessions(transaction, now).where('sessions.id_hash', '=', idHash)
  return (await live.executeTakeFirst()) !== undefined
}

type LiveRow = AccountRow &
  Omit<SessionsTable, 'account_id' | 'created_at' | 'ended_at' | 'second_factor_at'> & {
    readonly begun_at: number
  }

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

/** Inserts a session, and forgets those of its account that are too old to tell anything. */
export async function insertSession(transaction: Writer, session: Session): Promise<void> {
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
      authenticated_at: session.authenticatedAt,
      ended_at: null,
      user_agent: session.userAgent,
      address: session.address,
    })
    .execute()
}

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
