/** The rows of authenticator apps: one for an account, pending until a first code of it was given. */
import type { AuthenticatorsTable, Reader, Writer } from '../storage/index.ts'

export async function findAuthenticator(
  reader: Reader,
  accountId: string,
): Promise<AuthenticatorsTable | undefined> {
  return reader
    .selectFrom('authenticators')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

/** Begins one, in place of another that was never confirmed. */
export async function beginAuthenticator(
  transaction: Writer,
  accountId: string,
  { sealed, session, now }: { readonly sealed: string; readonly session: string; readonly now: number },
): Promise<void> {
  const fresh = {
    ...{ sealed_secret: sealed, session, created_at: now, confirmed_at: null },
    ...{ last_step: 0, failures: 0, failed_at: null },
  }
  await transaction
    .insertInto('authenticators')
    .values({ account_id: accountId, ...fresh })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(fresh))
    .execute()
}

/** From now on it counts; its first code is taken. */
export async function confirmAuthenticator(
  transaction: Writer,
  accountId: string,
  { step, now }: { readonly step: number; readonly now: number },
): Promise<void> {
  await transaction
    .updateTable('authenticators')
    .set({ confirmed_at: now, session: null, last_step: step })
    .where('account_id', '=', accountId)
    .execute()
}

/** Takes the code of a step, and every one before it: of those who come with it at once, one. */
export async function takeStep(transaction: Writer, accountId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('authenticators')
    .set({ last_step: step, failures: 0, failed_at: null })
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .where('last_step', '<', step)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function setFailures(
  transaction: Writer,
  accountId: string,
  { failures, now }: { readonly failures: number; readonly now: number },
): Promise<void> {
  await transaction
    .updateTable('authenticators')
    .set({ failures, failed_at: now })
    .where('account_id', '=', accountId)
    .execute()
}
