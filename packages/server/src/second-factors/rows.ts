/** The rows of second factors, as other rooms look at them. */
import type { SecondFactor } from '../access/index.ts'
import { prepared, type Reader, secondFactorSince, type Writer } from '../storage/index.ts'

const selectSince = prepared((reader: Reader, accountId: string) =>
  reader
    .selectFrom('accounts')
    .select(secondFactorSince('accounts.id').as('since'))
    .where('accounts.id', '=', accountId),
)

/** Whether the account has one, an app or a passkey; its windows are `windowOf`'s to tell. */
export async function secondFactorOf(reader: Reader, accountId: string): Promise<SecondFactor> {
  const [row] = await selectSince(reader, accountId)
  return { active: row !== undefined && row.since !== null }
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
