/** What is left to do where the second-factor key is lost for good: nothing that was sealed under it can be opened again. */
import { operator } from '../audit/index.ts'
import type { Clock, RandomBytes } from '../host/index.ts'
import { createOutbox } from '../mail/index.ts'
import type { Reader, Store } from '../storage/index.ts'
import { removeAuthenticator } from './change.ts'

/** How many accounts would lose their authenticator app. */
export async function countSecondFactors(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom('authenticators')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Takes every authenticator app away, and lets the next start make another key. Each person is told. Gives how many lost theirs. */
export async function forgetSecondFactorKey(
  store: Store,
  { clock, random, origin }: { readonly clock: Clock; readonly random: RandomBytes; readonly origin: string },
): Promise<number> {
  const telling = { outbox: createOutbox({ clock, random }), origin }
  return store.write(async transaction => {
    const rows = await transaction.selectFrom('authenticators').select('account_id').execute()
    let removed = 0
    for (const { account_id: accountId } of rows) {
      const changing = { accountId, cause: operator, now: clock.now() }
      if (await removeAuthenticator(transaction, changing, telling)) removed += 1
    }
    // Those that were never confirmed are nobody's loss, and no event.
    await transaction.deleteFrom('second_factor_key').execute()
    return removed
  })
}
