/**
 * What a row would be, were its bare text presented now. A bare text restricts nothing that its row does not, so the row is
 * all that is asked: for telling who may do what, not for doing it.
 */
import { formatIdentifier, mintMacaroon, type Refusal, refused, verifySignature } from '@latchkey/tokens'
import type { CredentialCode, TokenCredential } from '../access/index.ts'
import type { VerifiableKey } from '../keys/index.ts'
import type { VerifiableLogin } from '../logins/index.ts'
import { liveCredential } from './live.ts'
import { liveLogin } from './live-login.ts'

/** Signed with a key that no master key gives: it verifies here alone, and its text opens nothing. */
const bare = bareToken()

function bareToken() {
  const rootKey = new Uint8Array(32)
  const identifier = formatIdentifier({ kind: 'key', kid: 'nobodys', id: 'AAAAAAAAAAAAAAAAAAAAAA' })
  const token = verifySignature(mintMacaroon({ rootKey, identifier, location: '' }), rootKey)
  if (refused(token)) throw new Error(token.message)
  return token
}

/** `now`: milliseconds since 1970, here and below. */
export function keyAsIfPresented(
  found: VerifiableKey,
  now: number,
): TokenCredential | Refusal<CredentialCode> {
  return liveCredential({ token: bare, id: found.key.id }, found, now)
}

export function loginAsIfPresented(
  found: VerifiableLogin,
  now: number,
): TokenCredential | Refusal<CredentialCode> {
  const { id, generation } = found.login
  return liveLogin({ token: bare, id, generation }, found, now)
}
