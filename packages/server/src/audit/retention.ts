/** Forgetting events: those that are too old, and in those that stay what tells who somebody was. */
import type { Store, Writer } from '../storage/index.ts'

/** Few enough that a publish that waits behind them does not notice. */
const batch = 500

/**
 * Deletes what happened before that instant (milliseconds since 1970), a batch at a time, until it is done or told to
 * stop. Gives how many.
 */
export async function deleteEventsBefore(
  store: Pick<Store, 'write'>,
  instant: number,
  signal?: AbortSignal,
): Promise<number> {
  let deleted = 0
  for (;;) {
    const round = await store.write(transaction => deleteBatch(transaction, instant), {
      durability: 'relaxed',
    })
    deleted += round
    if (round < batch || signal?.aborted) return deleted
  }
}

/** The oldest stand first, give or take what the clocks of nodes differ: so no index by time is needed. */
async function deleteBatch(transaction: Writer, instant: number): Promise<number> {
  const oldest = await transaction
    .selectFrom('events')
    .select(['id', 'at'])
    .orderBy('id')
    .limit(batch)
    .execute()
  const ids = oldest.filter(({ at }) => at < instant).map(({ id }) => id)
  if (ids.length === 0) return 0
  await transaction.deleteFrom('event_lists').where('event_id', 'in', ids).execute()
  await transaction.deleteFrom('events').where('id', 'in', ids).execute()
  return ids.length
}

/**
 * Takes out of the events of a person what tells who it was: addresses, clients and the names of their keys and logins. Ids stay,
 * and so does what happened. Called in the transaction that deletes the account.
 */
export async function forgetPerson(transaction: Writer, accountId: string): Promise<void> {
  const own = transaction.selectFrom('event_lists').select('event_id').where('list_id', '=', accountId)
  await transaction
    .updateTable('events')
    .set({ address: null, client: null, credential_name: null })
    .where('id', 'in', own)
    .where(({ eb, or }) => or([eb('actor_id', '=', accountId), eb('actor_kind', '=', 'nobody')]))
    .execute()
  await transaction
    .updateTable('events')
    .set({ subject_name: null, details: null })
    .where('id', 'in', own)
    .where('subject_kind', 'in', ['key', 'login'])
    .where('organization_id', 'is', null)
    .execute()
}
