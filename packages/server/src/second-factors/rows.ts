/** The rows of second factors, as other rooms look at them. */
import type { SecondFactor } from '../access/index.ts'
import { prepared, type Reader, type Writer } from '../storage/index.ts'

const selectConfirmed = prepared((reader: Reader, accountId: string) =>
  reader
    .selectFrom('authenticators')
    .select('confirmed_at')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null),
)

/** Whether the account has one; its windows are `windowOf`'s to tell. */
export async function secondFactorOf(reader: Reader, accountId: string): Promise<SecondFactor> {
  const rows = await selectConfirmed(reader, accountId)
  return { active: rows.length > 0 }
}

/** Takes all of it away, with its recovery codes and windows. Gives whether there was one that counted. */
export async function eraseSecondFactor(transaction: Writer, accountId: string): Promise<boolean> {
  await transaction.deleteFrom('windows').where('account_id', '=', accountId).execute()
  await transaction.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  const gone = await transaction
    .deleteFrom('authenticators')
    .where('account_id', '=', accountId)
    .returning('confirmed_at')
    .execute()
  return gone.some(({ confirmed_at }) => confirmed_at !== null)
}
