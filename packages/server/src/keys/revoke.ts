/** Revoking: a key and every token that was made from it are refused from now on. */
import { type Refusal, refused } from '@latchkey/tokens'
import { causeOf } from '../audit/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'
import { type Authority, accountOf } from './authority.ts'
import { findCovered } from './covered.ts'
import type { CreateKeyContext } from './create-key.ts'
import type { Key } from './key.ts'
import { recordKeyEvent } from './key-events.ts'
import { tellKeysRevoked } from './notices/tell-done.ts'

/** All of them, or none where one is not the authority's to revoke. Whose they are is told. */
export async function revokeKeys(
  transaction: Writer,
  context: CreateKeyContext,
  ids: readonly string[],
  by: Authority,
): Promise<readonly Key[] | Refusal<'unknown_key'>> {
  const now = context.clock.now()
  const cause = causeOf(by)
  const revoked: Key[] = []
  const told: Key[] = []
  for (const id of new Set(ids)) {
    const covered = await findCovered(transaction, id, by)
    if (refused(covered)) return covered
    const { key } = covered
    if (await markRevoked(transaction, key, { now, by: accountOf(by) })) {
      await recordKeyEvent(transaction, 'key.revoked', key, { cause, at: now })
      told.push(key)
    }
    revoked.push({ ...key, revokedAt: key.revokedAt ?? now })
  }
  await tellKeysRevoked(transaction, context, { keys: told, cause, now })
  return revoked
}

/** `by`: the account that did it. Whether it was live: one that was revoked before stays as it was. */
export async function markRevoked(
  transaction: Writer,
  key: Key,
  { now, by }: { readonly now: number; readonly by: string | null },
): Promise<boolean> {
  if (key.revokedAt !== undefined) return false
  const change = { revoked_at: now, revoked_by: by }
  await transaction.updateTable('keys').set(change).where('id', '=', key.id).execute()
  const windows = transaction.deleteFrom('windows').where('kind', '=', 'key')
  await windows.where('credential_id', '=', key.id).execute()
  await advanceEpoch(transaction)
  return true
}
