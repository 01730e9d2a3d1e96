/** Renaming passkeys, and taking them away: one, or with the whole second factor of an account. */
import { type Refusal, refused } from '@latchkey/tokens'
import { type Cause, recordEvent } from '../audit/index.ts'
import type { Telling } from '../mail/index.ts'
import {
  type Changing,
  closeAfter,
  eraseAuthenticator,
  recordChange,
  secondFactorOf,
} from '../second-factors/index.ts'
import type { Writer } from '../storage/index.ts'
import type { Hands } from './hands.ts'
import { readPasskeyName } from './name.ts'
import { findPasskey } from './passkey.ts'
import { noSuchPasskey } from './refusals.ts'

export interface Renaming {
  readonly id: string
  /** 1 to 80 characters. */
  readonly name: string
  readonly cause: Cause
}

export function renamePasskey(
  { store, clock }: Hands,
  accountId: string,
  { id, name: typed, cause }: Renaming,
): Promise<true | Refusal> {
  return store.write(async transaction => {
    const name = readPasskeyName(typed)
    if (refused(name)) return name
    const row = await findPasskey(transaction, accountId, id)
    if (row === undefined) return noSuchPasskey
    if (row.name === name) return true
    await transaction.updateTable('passkeys').set({ name }).where('id', '=', id).execute()
    await recordEvent(transaction, {
      ...{ what: 'passkey.renamed', at: clock.now(), cause, accountId },
      ...{ subject: { kind: 'passkey', id, name }, details: { from: row.name } },
    })
    return true
  })
}

export function removePasskey(
  { store, clock, telling }: Hands,
  accountId: string,
  { id, cause }: Omit<Renaming, 'name'>,
): Promise<true | Refusal> {
  return store.write(async transaction => {
    const row = await findPasskey(transaction, accountId, id)
    if (row === undefined) return noSuchPasskey
    await transaction.deleteFrom('passkeys').where('id', '=', id).execute()
    await closeAfter(transaction, accountId)
    const subject = { kind: 'passkey', id, name: row.name } as const
    const changing = { accountId, cause, now: clock.now() }
    await recordChange(transaction, 'passkey.removed', changing, telling, subject)
    return true
  })
}

/** Everything that an account is asked for beside its password. Gives whether there was anything. */
export async function eraseSecondFactors(transaction: Writer, accountId: string): Promise<boolean> {
  const { active } = await secondFactorOf(transaction, accountId)
  await transaction.deleteFrom('passkeys').where('account_id', '=', accountId).execute()
  await eraseAuthenticator(transaction, accountId)
  await closeAfter(transaction, accountId)
  return active
}

/** The same, written down and told to the person. */
export async function removeSecondFactors(
  transaction: Writer,
  changing: Changing,
  telling: Telling,
): Promise<void> {
  if (await eraseSecondFactors(transaction, changing.accountId))
    await recordChange(transaction, 'second_factor.removed', changing, telling)
}
