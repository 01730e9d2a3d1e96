/** The keys of an account that is deleted: revoked, and without what tells who it was. */
import { type Cause, recordEvent } from '../audit/index.ts'
import type { Writer } from '../storage/index.ts'
import { selectLive } from './find.ts'

/** What names them by id still finds them. Gives how many worked. */
export async function eraseKeysOf(
  transaction: Writer,
  accountId: string,
  { cause, now }: { readonly cause: Cause; readonly now: number },
): Promise<number> {
  const live = await selectLive(transaction, now)
    .select('keys.id')
    .where('keys.owner_kind', '=', 'account')
    .where('keys.owner_id', '=', accountId)
    .execute()
  for (const { id } of live) {
    await transaction.updateTable('keys').set({ revoked_at: now }).where('id', '=', id).execute()
    const subject = { kind: 'key', id, name: erased } as const
    await recordEvent(transaction, { what: 'key.revoked', at: now, cause, subject, accountId })
  }
  const theirs = transaction
    .selectFrom('keys')
    .select('keys.id')
    .where('owner_kind', '=', 'account')
    .where('owner_id', '=', accountId)
  await transaction.deleteFrom('key_usage').where('key_id', 'in', theirs).execute()
  await transaction
    .updateTable('keys')
    .set({ name: erased, last_used_address: null, last_used_client: null })
    .where('owner_kind', '=', 'account')
    .where('owner_id', '=', accountId)
    .execute()
  return live.length
}

const erased = 'deleted'
