/** What a 401 says in `WWW-Authenticate`: hex_core compares the beginning of it byte by byte. */
import type { Refusal } from '@latchkey/tokens'
import type { Credential } from '../../../access/index.ts'

/**
 * What a client does something about by itself: asks for a code, or refreshes its login. A key that is over has nothing
 * to refresh it by, so that is for the person to read.
 */
export function challengeOf(refusal?: Refusal, credential?: Credential): string {
  const code = refusal?.code
  const ofLogin = credential?.kind === 'token' && credential.holder === 'login'
  const told = code === 'totp_required' || code === 'invalid_totp' || (code === 'token_expired' && ofLogin)
  return told ? `Bearer realm="hex", error="${code}"` : 'Bearer realm="hex"'
}
