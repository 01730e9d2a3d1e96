/** What was allowed in the account's name and not picked up yet: it would become a login after all the others ended. */
import type { Writer } from '../storage/index.ts'

/** Takes it back: devices that were let in, and codes that are on their way to a client. */
export async function closePending(transaction: Writer, accountId: string): Promise<void> {
  await transaction.deleteFrom('device_authorizations').where('account_id', '=', accountId).execute()
  await transaction.deleteFrom('authorization_codes').where('account_id', '=', accountId).execute()
}
