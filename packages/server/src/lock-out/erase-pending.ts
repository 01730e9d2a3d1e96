/** What an account that is deleted allowed and nobody picked up: with it goes from where it was asked for. */
import type { Writer } from '../storage/index.ts'

export async function erasePending(transaction: Writer, accountId: string): Promise<void> {
  await transaction.deleteFrom('device_authorizations').where('account_id', '=', accountId).execute()
  await transaction.deleteFrom('authorization_codes').where('account_id', '=', accountId).execute()
}
