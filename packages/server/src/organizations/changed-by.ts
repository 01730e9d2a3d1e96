/** Who changes an organization: decided in the transaction of the change, so that whoever lost the right changes nothing. */
import type { Refusal } from '@latchkey/tokens'
import { type Allowed, isAllowed, type Judge } from '../access/index.ts'
import { type Cause, causeOf } from '../audit/index.ts'
import type { Writer } from '../storage/index.ts'

/** Decides in the transaction; or a cause about which nothing is decided: a command on the machine, an invitation. */
export type ChangedBy = Judge | Cause

export interface Changing {
  /** Undefined where it is about none, which no judge allows. */
  readonly organizationId: string | undefined
  readonly administers: 'people' | 'settings'
}

export interface Judged {
  readonly cause: Cause
  /** Absent where nothing was decided about. */
  readonly allowed?: Allowed
}

/** For the record, who changes that part of the organization. Throws where the judge allowed something else. */
export async function judgedChange(
  transaction: Writer,
  by: ChangedBy,
  changing: Changing,
): Promise<Judged | Refusal> {
  if (typeof by !== 'function') return { cause: by }
  const decision = await by(transaction)
  if (decision.answer === 'refused') return decision.refusal
  const allowed = decision.answer === 'allowed' ? decision.proof : undefined
  if (
    !isAllowed(allowed) ||
    allowed.transaction !== transaction ||
    !(await covers(transaction, allowed, changing))
  ) {
    throw new TypeError('Only what was allowed in this transaction is done.')
  }
  return { cause: causeOf(allowed), allowed }
}

async function covers(
  transaction: Writer,
  { access, administration }: Allowed,
  { organizationId, administers }: Changing,
): Promise<boolean> {
  if (access.action !== 'administer' || administration?.administers !== administers) return false
  if (organizationId === undefined || access.organization === undefined) return false
  const named = transaction.selectFrom('organizations').select('id').where('name', '=', access.organization)
  return (await named.executeTakeFirst())?.id === organizationId
}
