/** The same decision once more, in the transaction of the change: whoever was revoked meanwhile changes nothing. */
import type { Allowed } from './allowed.ts'
import type { Attempt } from './attempt.ts'
import type { Authorizer } from './authorizer.ts'
import type { Decision } from './decision.ts'
import type { OpenTransaction } from './standing.ts'

export function decideAgain(
  { access, client, credential }: Allowed,
  { authorizer }: { readonly authorizer: Authorizer },
): (transaction: OpenTransaction) => Promise<Decision> {
  const attempt = { ...(access as Attempt), ...(client !== undefined && { client }) }
  return transaction => authorizer.authorize(credential, attempt, transaction)
}
