/** Deleting an account: in every room, in one transaction. */
import { type Refusal, refused } from '@latchkey/tokens'
import { eraseAccount } from '../accounts/index.ts'
import { forgetInvited } from '../invitations/index.ts'
import { eraseKeysOf } from '../keys/index.ts'
import type { Logins } from '../logins/index.ts'
import { closeLinks } from '../mail/index.ts'
import { leaveAll } from '../organizations/index.ts'
import { eraseSecondFactors } from '../passkeys/index.ts'
import { erasePublisher } from '../repositories/index.ts'
import type { Change } from './change.ts'
import { erasePending } from './erase-pending.ts'
import { closeResetLinks } from './reset-links.ts'

export async function erase(
  { transaction, account, cause, now }: Change,
  logins: Pick<Logins, 'eraseLoginsOf'>,
): Promise<undefined | Refusal> {
  const left = await leaveAll(transaction, account.id, { cause, now })
  if (refused(left)) return left
  await eraseKeysOf(transaction, account.id, { cause, now })
  await erasePending(transaction, account.id)
  await logins.eraseLoginsOf(transaction, account.id, cause)
  await eraseSecondFactors(transaction, account.id)
  await erasePublisher(transaction, account.id)
  await forgetInvited(transaction, account.email, now)
  await closeResetLinks(transaction, account.id)
  await closeLinks(transaction, { purpose: 'address', subjectId: account.id })
  await eraseAccount(transaction, account, now)
  return undefined
}
