/** A change of somebody's second factor: written down, and told to the person. */
import { type Cause, recordEvent, type Subject } from '../audit/index.ts'
import type { Telling } from '../mail/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'
import { type Told, tell } from './notices.ts'
import { closeAfter, eraseAuthenticator } from './rows.ts'

/** Whose second factor changes, and who does it when. */
export interface Changing {
  readonly accountId: string
  readonly cause: Cause
  readonly now: number
}

/** Takes the app away; passkeys stay. Gives whether there was one that counted. */
export async function removeAuthenticator(
  transaction: Writer,
  changing: Changing,
  telling: Telling,
): Promise<boolean> {
  const removed = await eraseAuthenticator(transaction, changing.accountId)
  const isOneLeft = await closeAfter(transaction, changing.accountId)
  const what = isOneLeft ? 'second_factor.app_removed' : 'second_factor.removed'
  if (removed) await recordChange(transaction, what, changing, telling)
  return removed
}

/** What somebody may do is looked up anew after it. */
export async function recordChange(
  transaction: Writer,
  what: Told,
  { accountId, cause, now }: Changing,
  telling: Telling,
  subject: Subject = { kind: 'account', id: accountId },
): Promise<void> {
  await recordEvent(transaction, { what, at: now, cause, subject, accountId })
  await tell(telling, transaction, what, { accountId, cause, now })
  await advanceEpoch(transaction)
}
