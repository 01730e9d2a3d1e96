/** Ending logins: every token that was made from one is refused from now on. */
import type { EventName } from '../audit/index.ts'
import { closeWindow } from '../second-factors/index.ts'
import { advanceEpoch, type LoginsTable, type Writer } from '../storage/index.ts'
import { selectLogins } from './find-login.ts'
import { type Login, readLogin } from './login.ts'
import { type Happened, recordLoginEvent } from './login-events.ts'

/** Why a login ends, and what that is called where it is written down. */
const events = {
  ended: 'login.ended',
  burned: 'login.burned',
  stolen: 'login.stolen',
} as const satisfies Readonly<Record<string, EventName>>

/** Whether it lived: one that was ended before stays as it was. */
export async function endLogin(
  transaction: Writer,
  login: Login,
  happened: Happened,
  how: keyof typeof events = 'ended',
): Promise<boolean> {
  if (login.endedAt !== undefined) return false
  const because: LoginsTable['ended_because'] = how === 'stolen' ? 'stolen' : 'ended'
  const change = { ended_at: happened.now, ended_because: because }
  await transaction.updateTable('logins').set(change).where('id', '=', login.id).execute()
  await closeWindow(transaction, 'login', login.id)
  await advanceEpoch(transaction)
  await recordLoginEvent(transaction, events[how], login, happened)
  return true
}

/** All of an account, or of a client, that still work. Gives how many those were. */
export async function endAllOf(
  transaction: Writer,
  column: 'account_id' | 'client_id',
  id: string,
  happened: Happened,
): Promise<number> {
  const rows = await selectLogins(transaction)
    .where(`logins.${column}`, '=', id)
    .where('logins.ended_at', 'is', null)
    .where('logins.expires_at', '>', happened.now)
    .execute()
  let ended = 0
  for (const row of rows) if (await endLogin(transaction, readLogin(row), happened)) ended += 1
  return ended
}

const erased = 'deleted'

/** Of an account that is deleted: ended, and without what tells who it was. What names them by id still finds them. */
export async function eraseLoginsOf(
  transaction: Writer,
  accountId: string,
  happened: Happened,
): Promise<number> {
  const personal = { device_name: null, last_used_address: null, last_used_client: null }
  await transaction
    .updateTable('logins')
    .set({ ...personal, client_name: erased })
    .where('account_id', '=', accountId)
    .execute()
  return endAllOf(transaction, 'account_id', accountId, happened)
}
