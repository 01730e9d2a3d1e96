/** The room's living part: from what a request carried to what its sender holds. */
import type { PresentedCredential, Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import {
  anonymous,
  type Credential,
  type CredentialCode,
  type CredentialSource,
  type TokenCredential,
} from '../access/index.ts'
import type { Cause } from '../audit/index.ts'
import type { Clock } from '../host/index.ts'
import type { Burned, Keys, MasterKeys } from '../keys/index.ts'
import type { BurnedLogin, Logins, VerifiedLogin, VerifiedRefresh } from '../logins/index.ts'
import type { Writer } from '../storage/index.ts'
import { clientOf } from './client.ts'
import { liveCredential, recheckSession } from './live.ts'
import { liveLogin, showsGeneration } from './live-login.ts'
import { refusedOf } from './notes.ts'
import { readPresented } from './presented.ts'
import { type VerifiedBearer, type VerifiedKey, verifyAny, verifyPresented } from './verify.ts'

/** Where a request came from: noted with the key or login that it used. */
export interface RequestOrigin {
  /** The client's address, behind trusted proxies. */
  readonly address: string | undefined
  /** The `User-Agent` header as it came. */
  readonly userAgent: string | undefined
}

export interface Credentials extends CredentialSource {
  /** What a presented credential is; `anonymous` for none. Says nothing of its content before its signature held. */
  authenticate(presented: PresentedCredential | undefined, from: RequestOrigin): Promise<Credential | Refusal>
  /** Notes that a credential which `authenticate` gave was used again; refused where that is too often. */
  use(credential: Credential, from: RequestOrigin): true | Refusal
  /**
   * Kills the token of this text with all that was made from it, and nothing that it was made from. Its other
   * restrictions are not asked: whoever found it cannot meet them. The caller tells a stranger none of the outcome.
   */
  burn(secret: Secret, cause: Cause): Promise<Burned | BurnedLogin | Refusal>
  /** What a text is, for whom it is about (RFC 7662): its use is theirs to note. Refresh tokens are refused. */
  introspect(secret: Secret): Promise<TokenCredential | Refusal>
  /** That a text was made here, whatever of it still lives: for whoever wants to revoke it (RFC 7009). */
  verify(secret: Secret): VerifiedKey | VerifiedLogin | Refusal
  /** That a text is a refresh token exactly as it was handed out. */
  verifyRefresh(secret: Secret): VerifiedRefresh | Refusal<'invalid_grant'>
}

export interface CredentialsOptions {
  readonly keys: Pick<Keys, 'forVerifying' | 'used' | 'burn'>
  readonly logins: Pick<Logins, 'forVerifying' | 'handedOut' | 'used' | 'seen' | 'burn'>
  readonly masterKeys: MasterKeys
  readonly clock: Clock
  /** The public origin: where somebody who sent a password is told to go. */
  readonly origin: string
  /** The prefix of the token's text, where it is not `latchkey-`. */
  readonly prefix?: string
}

export function createCredentials({
  keys,
  logins,
  masterKeys,
  clock,
  origin,
  prefix,
}: CredentialsOptions): Credentials {
  function verify(secret: Secret): VerifiedKey | VerifiedLogin | Refusal {
    const macaroon = readPresented(secret, { origin, prefix })
    return refused(macaroon) ? macaroon : verifyAny(macaroon, masterKeys)
  }

  function verifyBearer(secret: Secret): VerifiedBearer | Refusal {
    const macaroon = readPresented(secret, { origin, prefix })
    return refused(macaroon) ? macaroon : verifyPresented(macaroon, masterKeys)
  }

  /** The row; of a login's token also what showing it tells of its generation. */
  async function lookUp(verified: VerifiedBearer): Promise<TokenCredential | Refusal<CredentialCode>> {
    const now = clock.now()
    // One made again with another master key would outlive the withdrawal of the one that its row names.
    if (verified.kind === 'key') {
      const found = await keys.forVerifying(verified)
      return liveCredential(verified, found?.key.kid === verified.kid ? found : undefined, now)
    }
    const found = await logins.forVerifying(verified)
    const row = found?.login.kid === verified.kid ? found : undefined
    const live = liveLogin(verified, row, now)
    const isNews = row !== undefined && row.login.seen < verified.generation
    if (isNews && !refused(live) && showsGeneration(live, now)) logins.seen(verified.id, verified.generation)
    return live
  }

  function use(credential: Credential, { address, userAgent }: RequestOrigin): true {
    if (credential.kind !== 'token') return true
    const used = { at: clock.now(), address, client: clientOf(userAgent) }
    if (credential.holder === 'key') keys.used(credential.id, used)
    else logins.used(credential.id, used)
    return true
  }

  return {
    use,

    async authenticate(presented, from) {
      if (presented === undefined) return anonymous
      const verified = verifyBearer(presented.secret)
      if (refused(verified)) return verified
      const credential = await lookUp(verified)
      if (refused(credential)) return refusedOf(credential, verified)
      use(credential, from)
      return credential
    },

    async introspect(secret) {
      const verified = verifyBearer(secret)
      return refused(verified) ? verified : lookUp(verified)
    },

    async burn(secret, cause) {
      const verified = verify(secret)
      if (refused(verified)) return verified
      return verified.kind === 'key' ? keys.burn(verified, cause) : logins.burn(verified, cause)
    },

    verify,

    verifyRefresh(secret) {
      const verified = verify(secret)
      if (refused(verified) || verified.kind === 'key') return noRefreshToken
      return logins.handedOut(verified, secret) ?? noRefreshToken
    },

    async recheck(credential, transaction) {
      const reader = transaction as Writer | undefined
      switch (credential.kind) {
        case 'anonymous':
          return credential
        case 'session':
          return reader === undefined ? credential : recheckSession(credential, reader)
        case 'token': {
          const { login } = credential
          return login === undefined
            ? liveCredential(
                credential,
                await keys.forVerifying(credential, reader, 'with its window'),
                clock.now(),
              )
            : liveLogin(
                { ...credential, ...login },
                await logins.forVerifying(credential, reader),
                clock.now(),
              )
        }
      }
    },
  }
}

/** One refusal for all that is no refresh token of ours: RFC 6749, section 5.2, has one word for it. */
const noRefreshToken: Refusal<'invalid_grant'> = refuse(
  'invalid_grant',
  'This is not a refresh token of this registry, or it is not as it was handed out.',
  'Log in again with the program that this login was for.',
)
