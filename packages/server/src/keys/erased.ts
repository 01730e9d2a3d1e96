/** Whose usage is not written any more: their person was deleted since it was counted, and it would tell who it was. */
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
