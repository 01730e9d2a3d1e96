/** A person's yes: how much of what was asked for, and with the second factor where that matters. */
import { formatScopes, type Scope } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession } from '../accounts/index.ts'
import { causeByAccount, type Origin } from '../audit/index.ts'
import { type Given, type OpenedWith, windowLength } from '../second-factors/index.ts'
import type { Writer } from '../storage/index.ts'
import type { Approval } from './approval.ts'
import type { AuthorizationsOptions } from './options.ts'
import { codeRequired, noSecondFactor, nothingGranted } from './refusals.ts'
import { writes } from './scopes.ts'

/** What is written down of it. */
export interface Agreed {
  /** Canonical. */
  readonly scope: string
  /** Where a code was given with it. */
  readonly window?: OpenedWith | undefined
}

export interface Agreement {
  readonly asked: readonly Scope[]
  readonly approval: Approval
  /** In which it is said. */
  readonly session: CurrentSession
  readonly from: Origin
}

/** Does `work` in the transaction in which the code or the passkey, if one is due, is used up. */
export async function agree<T>(
  { store, secondFactors, passkeys }: Pick<AuthorizationsOptions, 'store' | 'secondFactors' | 'passkeys'>,
  { asked, approval: { scopes, code, passkey }, session, from }: Agreement,
  work: (transaction: Writer, agreed: Agreed) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const scope = formatScopes(scopes)
  if (scopes.length === 0 || !isWithin(scopes, asked)) return nothingGranted
  const accountId = session.account.id
  const proved = ({ at, step }: Given): Agreed => ({ scope, window: { closesAt: at + windowLength, step } })
  const { active } = await secondFactors.status(accountId)
  if (passkey !== undefined)
    return passkeys.check({ session, credential: passkey, from }, (transaction, given) =>
      work(transaction, proved(given)),
    )
  if (code !== undefined) {
    if (!active) return noSecondFactor
    const cause = causeByAccount(accountId, 'session', from)
    return secondFactors.check({ accountId, code, cause }, (transaction, given) =>
      work(transaction, proved(given)),
    )
  }
  if (active && writes(scopes)) return codeRequired
  return store.write(transaction => work(transaction, { scope }))
}

/** As both tables hold it until the login is made. */
export function windowColumns({ window }: Pick<Agreed, 'window'>) {
  return { window_closes_at: window?.closesAt ?? null, window_step: window?.step ?? null }
}

function isWithin(scopes: readonly Scope[], asked: readonly Scope[]): boolean {
  const words = asked.map(scope => formatScopes([scope]))
  return scopes.every(scope => words.includes(formatScopes([scope])))
}
