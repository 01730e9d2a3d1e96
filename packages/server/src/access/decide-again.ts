/** The same decision once more, in the transaction of the change: whoever was revoked meanwhile changes nothing. */
import type { Allowed } from './allowed.ts'
import type { Attempt } from './attempt.ts'
import type { Authorizer } from './authorizer.ts'
import type { Decision } from './decision.ts'
import type { OpenTransaction } from './standing.ts'

/** Decides in this transaction, where credential and standing are read again. */
export type Judge = (transaction: OpenTransaction) => Promise<Decision>

export function decideAgain(
  { access, administration, client, credential }: Allowed,
  { authorizer }: { readonly authorizer: Authorizer },
): Judge {
  const attempt = { ...(access as Attempt), ...administration, ...(client !== undefined && { client }) }
  return transaction => authorizer.authorize(credential, attempt as Attempt, transaction)
}
