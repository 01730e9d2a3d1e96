/** A device asks to be let in: its row, and the two codes of which only hashes are kept. */
import { formatScopes, Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Origin } from '../audit/index.ts'
import { type Client, mayAskFor } from '../clients/index.ts'
import { newSecretText, sha256 } from '../host/index.ts'
import type { DeviceCodes, NewDeviceRequest } from './device-authorizations.ts'
import { readDeviceName } from './device-name.ts'
import type { AuthorizationsOptions } from './options.ts'
import { defaultScope } from './scopes.ts'
import { newUserCode } from './user-code.ts'

const lifetime = 600
const interval = 5
const longestUserAgent = 256

export async function askForDevice(
  { store, clock, random }: Pick<AuthorizationsOptions, 'store' | 'clock' | 'random'>,
  client: Client,
  { scope = defaultScope, deviceName }: NewDeviceRequest,
  { address, client: userAgent }: Origin,
): Promise<DeviceCodes | Refusal<'invalid_scope'>> {
  const scopes = mayAskFor(client, scope)
  if (refused(scopes)) return scopes
  const deviceCode = newSecretText(random)
  const now = clock.now()
  const row = {
    ...{ device_code_hash: sha256(deviceCode), client_id: client.id, scope: formatScopes(scopes) },
    device_name: readDeviceName(deviceName) ?? null,
    ...{ address: address ?? null, user_agent: userAgent?.slice(0, longestUserAgent) ?? null },
    ...{ created_at: now, expires_at: now + lifetime * 1000, interval },
  }
  for (;;) {
    const userCode = newUserCode(random)
    const insertion = await store.write(transaction =>
      transaction
        .insertInto('device_authorizations')
        .values({ ...row, user_code_hash: sha256(userCode) })
        .onConflict(conflict => conflict.column('user_code_hash').doNothing())
        .executeTakeFirstOrThrow(),
    )
    // Two devices that wait at the same time never show the same code.
    if (insertion.numInsertedOrUpdatedRows === 1n)
      return { deviceCode: new Secret(deviceCode), userCode, expiresIn: lifetime, interval }
  }
}
