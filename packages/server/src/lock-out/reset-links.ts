/** The links for setting a new password: one for an account, used up by the first who sets one. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { type Account, findAccount } from '../accounts/index.ts'
import { sha256 } from '../host/index.ts'
import { secondFactorOf } from '../second-factors/index.ts'
import type { Reader, Writer } from '../storage/index.ts'

const day = 86_400_000

/** Takes the place of the account's former link. */
export async function replaceResetLink(
  transaction: Writer,
  accountId: string,
  {
    secret,
    secondFactor,
    now,
  }: { readonly secret: string; readonly secondFactor: boolean; readonly now: number },
): Promise<void> {
  const link = {
    ...{ secret_hash: sha256(secret), created_at: now, expires_at: now + day },
    second_factor: secondFactor ? (1 as const) : (0 as const),
  }
  await transaction
    .insertInto('reset_links')
    .values({ account_id: accountId, ...link })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(link))
    .execute()
}

/** Closes the account's link, if there is one: whoever has it must not wait until it opens something again. */
export async function closeResetLink(transaction: Writer, accountId: string): Promise<void> {
  await transaction.deleteFrom('reset_links').where('account_id', '=', accountId).execute()
}

export interface ResetLink {
  /** Whose password it sets. */
  readonly account: Account
  /** Whether the second factor may be taken away with it: it was made for that, and there is one. */
  readonly mayRemoveSecondFactor: boolean
}

/** The refusal does not tell what is wrong with it. */
export async function findResetLink(
  reader: Reader,
  secret: Secret,
  now: number,
): Promise<ResetLink | Refusal<'unknown_link'>> {
  const link = await reader
    .selectFrom('reset_links')
    .select(['account_id', 'second_factor'])
    .where('secret_hash', '=', sha256(secret.expose()))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  const account = link && (await findAccount(reader, link.account_id))
  if (account === undefined || account.disabledAt !== undefined) return unknownLink
  const { active } = await secondFactorOf(reader, account.id)
  return { account, mayRemoveSecondFactor: active && link?.second_factor === 1 }
}

/** Of two who come at once, one. */
export async function useUp(
  transaction: Writer,
  secret: Secret,
  now: number,
): Promise<ResetLink | Refusal<'unknown_link'>> {
  const link = await findResetLink(transaction, secret, now)
  await transaction.deleteFrom('reset_links').where('secret_hash', '=', sha256(secret.expose())).execute()
  return link
}

const unknownLink: Refusal<'unknown_link'> = refuse(
  'unknown_link',
  'This link cannot be used: it is not whole, was used already, or is too old.',
  'Copy the whole link, or ask an administrator of this server for a new one.',
)
