/** Holds those who ask to how often they may. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../access/index.ts'
import type { RequestLimits } from '../limits/index.ts'
import type { Credentials, RequestOrigin } from './credentials.ts'

/**
 * The same credentials, counted. Verifying costs next to nothing, so it comes first: a key that is good is counted as
 * itself, and never suffers from what else comes from its address. Nothing is counted as a key whose signature does not
 * hold.
 */
export function limitCredentials(
  credentials: Credentials,
  limits: Pick<RequestLimits, 'anonymous' | 'failed' | 'key' | 'burn'>,
): Credentials {
  function take(credential: Credential, { address }: RequestOrigin) {
    return credential.kind === 'token' ? limits.key(credential) : limits.anonymous(address)
  }

  return {
    ...credentials,

    async authenticate(presented, from) {
      const found = await credentials.authenticate(presented, from)
      const taken = refused(found) ? limits.failed(from.address) : take(found, from)
      return refused(taken) ? taken : found
    },

    use(credential, from) {
      const taken = take(credential, from)
      return refused(taken) ? taken : credentials.use(credential, from)
    },

    async burn(secret, cause) {
      const taken = limits.burn(cause.address)
      return refused(taken) ? taken : credentials.burn(secret, cause)
    },
  }
}
