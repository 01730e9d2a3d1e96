/** What becomes of an account's row, within somebody's transaction. */
import type { Updateable } from 'kysely'
import { type AccountsTable, advanceEpoch, type Reader, type Writer } from '../storage/index.ts'
import { type Account, accountColumns, readAccount } from './account.ts'
import type { PasswordHash } from './passwords.ts'
import { endSessions } from './session-rows.ts'

/** Nothing where it was deleted. */
export async function findAccount(reader: Reader, id: string): Promise<Account | undefined> {
  const row = await reader
    .selectFrom('accounts')
    .select(accountColumns)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row && readAccount(row)
}

/**
 * Those that a person may mean and mail may let in: the one of that name, or those with that address in any case. Few share
 * one that is verified; that it is theirs, anybody may say.
 */
export async function findByNameOrEmail(reader: Reader, text: string): Promise<readonly Account[]> {
  const accounts = reader
    .selectFrom('accounts')
    .select(accountColumns)
    .where('disabled_at', 'is', null)
    .where('email_verified_at', 'is not', null)
  const meant = text.includes('@')
    ? accounts.where(({ eb, fn, val }) =>
        eb(fn<string>('lower', ['email']), '=', fn<string>('lower', [val(text)])),
      )
    : accounts.where('username', '=', text.toLowerCase())
  const rows = await meant.orderBy('username').limit(5).execute()
  return rows.map(readAccount)
}

/** Another password: every session ends but the one that is kept. */
export async function setPassword(
  transaction: Writer,
  { id }: Account,
  {
    passwordHash,
    keep,
    now,
  }: { readonly passwordHash: PasswordHash; readonly keep?: string; readonly now: number },
): Promise<void> {
  await change(transaction, id, { password_hash: passwordHash })
  await endSessions(transaction, 'account_id', id, now, keep)
}

/** Where its mail goes from now on. */
export function setEmail(
  transaction: Writer,
  { id }: Account,
  { email, verifiedAt }: { readonly email: string; readonly verifiedAt: number },
): Promise<void> {
  return change(transaction, id, { email, email_verified_at: verifiedAt })
}

/** Ends its sessions; its keys stop with it. */
export async function setDisabled(transaction: Writer, { id }: Account, now: number): Promise<void> {
  await change(transaction, id, { disabled_at: now })
  await endSessions(transaction, 'account_id', id, now)
  await advanceEpoch(transaction)
}

export function setEnabled(transaction: Writer, { id }: Account): Promise<void> {
  return change(transaction, id, { disabled_at: null })
}

export async function setAdministrator(transaction: Writer, { id }: Account, is: boolean): Promise<void> {
  await change(transaction, id, { administrator: is ? 1 : 0 })
  if (!is) await advanceEpoch(transaction)
}

/** Takes everything personal out of the row, for good. The name stays claimed, and the id in what names it. */
export async function eraseAccount(transaction: Writer, account: Account, now: number): Promise<void> {
  const { id, disabledAt } = account
  await change(transaction, id, {
    ...{ email: '', password_hash: '', administrator: 0, email_verified_at: null, language: null },
    ...{ disabled_at: disabledAt ?? now, deleted_at: now },
  })
  await transaction.deleteFrom('sessions').where('account_id', '=', id).execute()
  await advanceEpoch(transaction)
}

/** Whether nobody else would run the server. A disabled account cannot act, so it does not count. */
export async function isLastAdministrator(transaction: Writer, account: Account): Promise<boolean> {
  if (!account.administrator || account.disabledAt !== undefined) return false
  const other = await transaction
    .selectFrom('accounts')
    .select('id')
    .where('administrator', '=', 1)
    .where('disabled_at', 'is', null)
    .where('id', '!=', account.id)
    .limit(1)
    .executeTakeFirst()
  return other === undefined
}

async function change(transaction: Writer, id: string, values: Updateable<AccountsTable>): Promise<void> {
  await transaction.updateTable('accounts').set(values).where('id', '=', id).execute()
}
