/**
 * The links for setting a new password: one that is handed over, some that were sent by mail. Whoever sets one uses up all of
 * an account.
 */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Account, findAccount } from '../accounts/index.ts'
import { sha256 } from '../host/index.ts'
import { closeLinks, findLink } from '../mail/index.ts'
import { secondFactorOf } from '../second-factors/index.ts'
import type { Reader, Writer } from '../storage/index.ts'

const day = 86_400_000

/** Takes the place of every former link of the account. */
export async function replaceResetLink(
  transaction: Writer,
  accountId: string,
  {
    secret,
    secondFactor,
    now,
  }: { readonly secret: string; readonly secondFactor: boolean; readonly now: number },
): Promise<void> {
  await closeResetLinks(transaction, accountId)
  const link = {
    ...{ secret_hash: sha256(secret), created_at: now, expires_at: now + day },
    second_factor: secondFactor ? (1 as const) : (0 as const),
  }
  await transaction
    .insertInto('reset_links')
    .values({ account_id: accountId, ...link })
    .execute()
}

/** Closes every link of the account: whoever has one must not wait until it opens something again. */
export async function closeResetLinks(transaction: Writer, accountId: string): Promise<void> {
  await transaction.deleteFrom('reset_links').where('account_id', '=', accountId).execute()
  await closeLinks(transaction, { purpose: 'password', subjectId: accountId })
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
  const link = (await findHandedOver(reader, secret, now)) ?? (await findMailed(reader, secret, now))
  const account = link && (await findAccount(reader, link.accountId))
  if (account === undefined || account.disabledAt !== undefined) return unknownLink
  const { active } = await secondFactorOf(reader, account.id)
  return { account, mayRemoveSecondFactor: active && link?.secondFactor === true }
}

async function findHandedOver(reader: Reader, secret: Secret, now: number) {
  const row = await reader
    .selectFrom('reset_links')
    .select(['account_id', 'second_factor'])
    .where('secret_hash', '=', sha256(secret.expose()))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && { accountId: row.account_id, secondFactor: row.second_factor === 1 }
}

/** Whoever reads somebody's mail does not have their second factor: it stays. */
async function findMailed(reader: Reader, secret: Secret, now: number) {
  const link = await findLink(reader, 'password', secret, now)
  return link && { accountId: link.subjectId, secondFactor: false }
}

/** Of two who come at once, one. */
export async function useUp(
  transaction: Writer,
  secret: Secret,
  now: number,
): Promise<ResetLink | Refusal<'unknown_link'>> {
  const link = await findResetLink(transaction, secret, now)
  if (!refused(link)) await closeResetLinks(transaction, link.account.id)
  return link
}

const unknownLink: Refusal<'unknown_link'> = refuse(
  'unknown_link',
  'This link cannot be used: it is not whole, was used already, or is too old.',
  'Copy the whole link, have another one sent to you, or ask an administrator of this server for one.',
)
