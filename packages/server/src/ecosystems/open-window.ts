/** Takes the one-time code that came with a request: from then on its login, or key, needs no other for five minutes. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { Attempt, Credential } from '../access/index.ts'
import { causeOf } from '../audit/index.ts'
import type { EcosystemRooms } from './rooms.ts'

/** `identifying`: the caller's attempt to say who they are, which gives the cause that the code is recorded with. */
export async function openWindow(
  credential: Credential,
  code: Secret,
  identifying: Attempt,
  { authorizer, secondFactors }: Pick<EcosystemRooms, 'authorizer' | 'secondFactors'>,
): Promise<Refusal | undefined> {
  if (credential.kind !== 'token' || credential.principal.kind !== 'account') {
    throw new TypeError('A code was asked of somebody who has none.')
  }
  const decision = await authorizer.authorize(credential, identifying)
  if (decision.answer === 'refused') return decision.refusal
  if (decision.answer === 'needs') throw new TypeError('To say who one is needs nothing else.')
  const subject = { kind: credential.holder, id: credential.id, accountId: credential.principal.id }
  const opened = await secondFactors.openWindow(subject, code, causeOf(decision.proof))
  return 'closesAt' in opened ? undefined : opened
}
