/** The room's living part: from what a request carried to what its sender holds. */
import type { PresentedCredential, Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { anonymous, type Credential, type CredentialSource } from '../access/index.ts'
import type { Cause } from '../audit/index.ts'
import type { Clock } from '../host/index.ts'
import type { Burned, Keys, MasterKeys } from '../keys/index.ts'
import type { Writer } from '../storage/index.ts'
import { clientOf } from './client.ts'
import { liveCredential, recheckSession } from './live.ts'
import { refusedKey } from './notes.ts'
import { readPresented } from './presented.ts'
import { verifyPresented } from './verify.ts'

/** Where a request came from: noted with the key that it used. */
export interface RequestOrigin {
  /** The client's address, behind trusted proxies. */
  readonly address: string | undefined
  /** The `User-Agent` header as it came. */
  readonly userAgent: string | undefined
}

export interface Credentials extends CredentialSource {
  /** What a presented credential is; `anonymous` for none. Says nothing of its content before its signature held. */
  authenticate(presented: PresentedCredential | undefined, from: RequestOrigin): Promise<Credential | Refusal>
  /**
   * Kills the token of this text with all that was made from it, and nothing that it was made from. Its other
   * restrictions are not asked: whoever found it cannot meet them. The caller tells a stranger none of the outcome.
   */
  burn(secret: Secret, cause: Cause): Promise<Burned | Refusal>
}

export interface CredentialsOptions {
  readonly keys: Pick<Keys, 'forVerifying' | 'used' | 'burn'>
  readonly masterKeys: MasterKeys
  readonly clock: Clock
  /** The public origin: where somebody who sent a password is told to go. */
  readonly origin: string
  /** The prefix of the token's text, where it is not `latchkey-`. */
  readonly prefix?: string
}

export function createCredentials({
  keys,
  masterKeys,
  clock,
  origin,
  prefix,
}: CredentialsOptions): Credentials {
  return {
    async authenticate(presented, { address, userAgent }) {
      if (presented === undefined) return anonymous
      const macaroon = readPresented(presented.secret, { origin, prefix })
      if (refused(macaroon)) return macaroon
      const verified = verifyPresented(macaroon, masterKeys)
      if (refused(verified)) return verified
      const now = clock.now()
      const found = await keys.forVerifying(verified)
      // One made again with another master key would outlive the withdrawal of the one that its row names.
      const row = found?.key.kid === verified.kid ? found : undefined
      const credential = liveCredential(verified, row, now)
      if (refused(credential)) return refusedKey(credential, verified.id)
      keys.used(credential.id, { at: now, address, client: clientOf(userAgent) })
      return credential
    },

    async burn(secret, cause) {
      const macaroon = readPresented(secret, { origin, prefix })
      if (refused(macaroon)) return macaroon
      const verified = verifyPresented(macaroon, masterKeys)
      return refused(verified) ? verified : keys.burn(verified, cause)
    },

    async recheck(credential, transaction) {
      const reader = transaction as Writer | undefined
      switch (credential.kind) {
        case 'anonymous':
          return credential
        case 'session':
          return reader === undefined ? credential : recheckSession(credential, reader)
        case 'token':
          return liveCredential(
            credential,
            await keys.forVerifying(credential, reader, 'with its window'),
            clock.now(),
          )
      }
    },
  }
}
