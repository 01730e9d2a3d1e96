/** A change of somebody's second factor: written down, and told to the person. */
import { type Cause, recordEvent } from '../audit/index.ts'
import type { Telling } from '../mail/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'
import { type Told, tell } from './notices.ts'
import { eraseSecondFactor } from './rows.ts'

/** Whose second factor changes, and who does it when. */
export interface Changing {
  readonly accountId: string
  readonly cause: Cause
  readonly now: number
}

/** Gives whether there was one that counted. */
export async function removeSecondFactor(
  transaction: Writer,
  changing: Changing,
  telling: Telling,
): Promise<boolean> {
  const removed = await eraseSecondFactor(transaction, changing.accountId)
  if (removed) await recordChange(transaction, 'second_factor.removed', changing, telling)
  return removed
}

/** What somebody may do is looked up anew after it. */
export async function recordChange(
  transaction: Writer,
  what: Told,
  { accountId, cause, now }: Changing,
  telling: Telling,
): Promise<void> {
  await recordEvent(transaction, { what, at: now, cause, subject: { kind: 'account', id: accountId } })
  await tell(telling, transaction, what, { accountId, cause, now })
  await advanceEpoch(transaction)
}
