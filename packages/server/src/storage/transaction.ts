/** One transaction from its beginning to its end, the same for every engine. */
import { refused } from '@latchkey/tokens'
import type { ControlledTransaction } from 'kysely'
import type { Schema } from './schema.ts'
import type { Writer } from './store.ts'

/**
 * Runs `work` in a transaction that has begun: commits when it resolves, rolls back when it throws or returns a
 * refusal. `interrupted` rejects where the engine can no longer wait for `work`.
 */
export async function finish<T>(
  transaction: ControlledTransaction<Schema>,
  work: (transaction: Writer) => Promise<T>,
  interrupted?: Promise<never>,
): Promise<T> {
  try {
    const result = await (interrupted ? Promise.race([work(transaction), interrupted]) : work(transaction))
    await (refused(result) ? transaction.rollback() : transaction.commit()).execute()
    return result
  } catch (error) {
    // What went wrong first is what the caller must hear; a rollback fails only where the connection is gone too.
    if (!transaction.isRolledBack)
      await transaction
        .rollback()
        .execute()
        .catch(() => undefined)
    throw error
  }
}
