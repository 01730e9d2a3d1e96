/** What a person gives once more in a session, or for the second step of signing in: a code, or a passkey in its place. */
import type { Secret } from '@latchkey/protocol'
import type { Refusal } from '@latchkey/tokens'
import type { CurrentSession, SignedIn } from '../accounts/index.ts'
import type { Origin } from '../audit/index.ts'
import type { House } from './house.ts'

export interface Proof {
  readonly code: Secret | undefined
  readonly passkey: string | undefined
}

/** The session goes on under a new id. Nothing where nothing was given yet. */
export async function giveProof(
  session: CurrentSession,
  { code, passkey: credential }: Proof,
  from: Origin,
  { secondFactors, passkeys }: Pick<House, 'secondFactors' | 'passkeys'>,
): Promise<SignedIn | Refusal | undefined> {
  if (credential !== undefined) return passkeys.giveTo({ session, credential, from })
  return code && secondFactors.giveTo(session, code, from)
}
