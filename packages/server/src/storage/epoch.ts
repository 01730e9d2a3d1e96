/** The epoch: one row that moves on with every change that narrows what somebody may do. */
import type { Reader, Writer } from './store.ts'

const moved = new WeakSet<Writer>()

/**
 * Advances the epoch in the transaction of the change itself, so that no node can see the one without the other.
 * Called by every change that narrows: revoke, role, membership, maintainer, disable, withdraw, visibility.
 */
export async function advanceEpoch(transaction: Writer): Promise<void> {
  await transaction
    .updateTable('epoch')
    .set(({ eb }) => ({ value: eb('value', '+', 1) }))
    .where('id', '=', 1)
    .execute()
  moved.add(transaction)
}

/** Whether a transaction advanced the epoch. */
export function advancedEpoch(transaction: Writer): boolean {
  return moved.has(transaction)
}

export async function readEpoch(reader: Reader): Promise<number> {
  const row = await reader.selectFrom('epoch').select('value').where('id', '=', 1).executeTakeFirstOrThrow()
  return row.value
}
