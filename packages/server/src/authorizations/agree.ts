/** A person's yes: how much of what was asked for, and with the second factor where that matters. */
import { formatScopes, type Scope } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Cause } from '../audit/index.ts'
import { type OpenedWith, windowLength } from '../second-factors/index.ts'
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
  readonly accountId: string
  readonly cause: Cause
}

/** Does `work` in the transaction in which the code, if one is due, is used up. */
export async function agree<T>(
  { store, secondFactors }: Pick<AuthorizationsOptions, 'store' | 'secondFactors'>,
  { asked, approval: { scopes, code }, accountId, cause }: Agreement,
  work: (transaction: Writer, agreed: Agreed) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const scope = formatScopes(scopes)
  if (scopes.length === 0 || !isWithin(scopes, asked)) return nothingGranted
  const { active } = await secondFactors.status(accountId)
  if (code !== undefined) {
    if (!active) return noSecondFactor
    return secondFactors.check({ accountId, code, cause }, (transaction, { at, step }) =>
      work(transaction, { scope, window: { closesAt: at + windowLength, step } }),
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
