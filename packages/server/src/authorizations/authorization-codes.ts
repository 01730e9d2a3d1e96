/** Authorization codes (RFC 6749, section 4.1, with PKCE: RFC 7636): a code that is sent back through the browser. */
import { type Scope, Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { CurrentSession } from '../accounts/index.ts'
import { causeByAccount, type Origin, recordEvent } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import { newSecretText, sha256 } from '../host/index.ts'
import type { TokenSet } from '../logins/index.ts'
import { agree } from './agree.ts'
import type { Approval } from './approval.ts'
import { readDeviceName } from './device-name.ts'
import type { AuthorizationsOptions } from './options.ts'
import { createRedeeming } from './redeem-code.ts'

export interface NewAuthorizationCode extends Approval {
  readonly client: Client
  /** What the client may ask for, and did. */
  readonly asked: readonly Scope[]
  /** One of the client's: whoever calls this made sure of it. */
  readonly redirectUri: string
  /** The SHA-256 of the verifier, in base64url (RFC 7636, section 4.2: S256 and nothing else). */
  readonly codeChallenge: string
  readonly deviceName?: string | undefined
}

export interface RedeemedCode {
  readonly code: Secret
  readonly client: Client
  /** The same as when it was asked for, character for character. */
  readonly redirectUri: string
  readonly codeVerifier: Secret
}

export interface AuthorizationCodes {
  /** A code of 256 random bits, good for a minute. */
  issue(code: NewAuthorizationCode, session: CurrentSession, from: Origin): Promise<Secret | Refusal>
  /** Makes the login, once. A code that was used up ends the login of its first use (RFC 6749, section 4.1.2). */
  redeem(
    redeemed: RedeemedCode,
    from: Origin,
  ): Promise<TokenSet | Refusal<'invalid_grant' | 'master_key_withdrawn'>>
  /** Forgets what expired more than a day ago. Called now and then. */
  forget(): Promise<void>
}

const day = 86_400_000
const lifetime = 60_000

export function createAuthorizationCodes(options: AuthorizationsOptions): AuthorizationCodes {
  const { store, clock, random } = options
  return {
    async issue({ client, redirectUri, codeChallenge, asked, deviceName, ...approval }, session, from) {
      const { id: accountId } = session.account
      const code = newSecretText(random)
      const cause = causeByAccount(accountId, 'session', from)
      const now = clock.now()
      const done = await agree(
        options,
        { asked, approval, accountId, cause },
        async (transaction, agreed) => {
          await transaction
            .insertInto('authorization_codes')
            .values({
              ...{ code_hash: sha256(code), client_id: client.id, redirect_uri: redirectUri },
              ...{ code_challenge: codeChallenge, scope: agreed.scope, account_id: accountId },
              ...{ session: session.idHash, device_name: readDeviceName(deviceName) ?? null },
              ...{ window_closes_at: agreed.windowClosesAt, created_at: now, expires_at: now + lifetime },
            })
            .execute()
          await recordEvent(transaction, {
            ...{ what: 'authorization.approved', at: now, cause, details: { scope: agreed.scope } },
            subject: { kind: 'client', id: client.id, name: client.name },
          })
          return true
        },
      )
      return refused(done) ? done : new Secret(code)
    },

    redeem: createRedeeming(options),

    forget: () =>
      store.write(async transaction => {
        const old = clock.now() - day
        await transaction.deleteFrom('authorization_codes').where('expires_at', '<=', old).execute()
      }),
  }
}
