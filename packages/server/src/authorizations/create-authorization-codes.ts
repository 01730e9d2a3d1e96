/** Issues authorization codes in the name of whoever agreed, and has them traded in. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { causeByAccount, recordEvent } from '../audit/index.ts'
import { newSecretText, sha256 } from '../host/index.ts'
import { agree, windowColumns } from './agree.ts'
import type { AuthorizationCodes } from './authorization-codes.ts'
import { readDeviceName } from './device-name.ts'
import type { AuthorizationsOptions } from './options.ts'
import { createRedeeming } from './redeem-code.ts'

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
      const done = await agree(options, { asked, approval, session, from }, async (transaction, agreed) => {
        await transaction
          .insertInto('authorization_codes')
          .values({
            ...{ code_hash: sha256(code), client_id: client.id, redirect_uri: redirectUri },
            ...{ code_challenge: codeChallenge, scope: agreed.scope, account_id: accountId },
            ...{ session: session.idHash, device_name: readDeviceName(deviceName) ?? null },
            ...{ ...windowColumns(agreed), created_at: now, expires_at: now + lifetime },
          })
          .execute()
        await recordEvent(transaction, {
          ...{ what: 'authorization.approved', at: now, cause, details: { scope: agreed.scope } },
          subject: { kind: 'client', id: client.id, name: client.name },
        })
        return true
      })
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
