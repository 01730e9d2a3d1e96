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

/** Takes the app away. What hangs on it goes with it (`closeAfter`). Gives whether there was one that counted. */
export async function eraseAuthenticator(transaction: Writer, accountId: string): Promise<boolean> {
  const gone = await transaction
    .deleteFrom('authenticators')
    .where('account_id', '=', accountId)
    .returning('confirmed_at')
    .execute()
  return gone.some(({ confirmed_at }) => confirmed_at !== null)
}

/**
 * After an app or a passkey went: what it opened is closed, and without any second factor left the recovery codes are good
 * for nothing. Gives whether one is left.
 */
export async function closeAfter(transaction: Writer, accountId: string): Promise<boolean> {
  await transaction.deleteFrom('windows').where('account_id', '=', accountId).execute()
  const { active } = await secondFactorOf(transaction, accountId)
  if (!active) await transaction.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  return active
}
