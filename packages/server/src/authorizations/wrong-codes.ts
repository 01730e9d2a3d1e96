/** How many wrong codes may be entered, on whatever node: the form is locked by them, never a code. */
import type { CurrentSession } from '../accounts/index.ts'
import { type RefusedForNow, refuseForNow } from '../limits/index.ts'
import type { Writer } from '../storage/index.ts'

const hour = 3_600_000
const mostOfSession = 5
/** However many browsers somebody signs in with. */
const mostOfAccount = 20

/** Before a code is looked at: a right one is not told either from somebody who tries them. */
export async function refuseGuessing(
  transaction: Writer,
  { idHash, account }: CurrentSession,
  now: number,
): Promise<RefusedForNow<'too_many_requests'> | undefined> {
  const rows = await transaction
    .selectFrom('wrong_user_codes')
    .select(['session', 'entered_at'])
    .where('account_id', '=', account.id)
    .where('entered_at', '>', now - hour)
    .orderBy('entered_at', 'desc')
    .execute()
  const ofSession = rows.filter(({ session }) => session === idHash)
  const last = rows[mostOfAccount - 1] ?? ofSession[mostOfSession - 1]
  if (last === undefined) return undefined
  const wait = Math.ceil((last.entered_at + hour - now) / 1000)
  return refuseForNow('too_many_requests', 'Too many codes were entered that are none.', wait)
}

export async function noteWrongCode(
  transaction: Writer,
  { idHash, account }: CurrentSession,
  now: number,
): Promise<void> {
  await transaction
    .insertInto('wrong_user_codes')
    .values({ session: idHash, account_id: account.id, entered_at: now })
    .execute()
}

export async function forgetWrongCodes(transaction: Writer, now: number): Promise<void> {
  await transaction
    .deleteFrom('wrong_user_codes')
    .where('entered_at', '<=', now - hour)
    .execute()
}
