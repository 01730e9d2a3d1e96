/** Second factors and windows as rows, for tests that are about what hangs on them: no codes, no epoch. */
import type { Account } from '../../accounts/index.ts'
import { eraseSecondFactor, type Subject, setWindow } from '../../second-factors/index.ts'
import type { Store } from '../../storage/index.ts'
import { unrecorded } from '../../storage/testing/recorded.ts'

/** From now on the account has one. */
export async function giveSecondFactor(store: Store, { id }: Pick<Account, 'id'>): Promise<void> {
  await unrecorded(store).write(async transaction => {
    const row = { account_id: id, sealed_secret: 'sealed', created_at: 0, confirmed_at: 0, last_step: 0 }
    await transaction
      .insertInto('authenticators')
      .values({ ...row, failures: 0, failed_at: null })
      .execute()
  })
}

/** It never had one. */
export async function takeSecondFactor(store: Store, { id }: Pick<Account, 'id'>): Promise<void> {
  await unrecorded(store).write(transaction => eraseSecondFactor(transaction, id))
}

/** The window of that key or login closes then; milliseconds since 1970. */
export async function openWindow(store: Store, subject: Subject, closesAt: number): Promise<void> {
  await unrecorded(store).write(transaction =>
    setWindow(transaction, { ...subject, openedAt: 0, closesAt, step: null }),
  )
}
