/** What is written behind about keys is not written any more once their person is deleted: it would tell who it was. */
import type { Writer } from '../storage/index.ts'

/** Those of so few keys that a statement takes them whose account is deleted. */
export async function erasedAmong(transaction: Writer, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const erased = await transaction
    .selectFrom('keys')
    .innerJoin('accounts', join =>
      join.onRef('accounts.id', '=', 'keys.owner_id').on('keys.owner_kind', '=', 'account'),
    )
    .select('keys.id')
    .where('keys.id', 'in', ids)
    .where('accounts.deleted_at', 'is not', null)
    .execute()
  return new Set(erased.map(({ id }) => id))
}

/** Likewise of logins. */
export async function erasedLoginsAmong(
  transaction: Writer,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const erased = await transaction
    .selectFrom('logins')
    .innerJoin('accounts', 'accounts.id', 'logins.account_id')
    .select('logins.id')
    .where('logins.id', 'in', ids)
    .where('accounts.deleted_at', 'is not', null)
    .execute()
  return new Set(erased.map(({ id }) => id))
}
