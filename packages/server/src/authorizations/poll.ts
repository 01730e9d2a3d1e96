/** What a device hears when it asks whether somebody answered (RFC 8628, section 3.5). */
import { refused } from '@latchkey/tokens'
import type { Origin } from '../audit/index.ts'
import type { Client } from '../clients/index.ts'
import { sha256 } from '../host/index.ts'
import type { Reader } from '../storage/index.ts'
import type { DeviceAuthorizations } from './device-authorizations.ts'
import type { DeviceRow } from './device-request.ts'
import { noteForeignClient } from './foreign-client.ts'
import { firstTokensAgain, letIn } from './let-in.ts'
import type { AuthorizationsOptions } from './options.ts'
import { accessDenied, authorizationPending, expiredToken, invalidGrant, slowDown } from './refusals.ts'

/** Milliseconds by which a poll may come early: the one before it took longer on its way. */
const jitter = 500

export function createPoll(options: AuthorizationsOptions): DeviceAuthorizations['poll'] {
  const { store, clock, logins } = options

  /** Who polls too soon waits longer from then on. A crash may lose the last second of this. */
  function wait(hash: string) {
    const now = clock.now()
    return store.write(
      async transaction => {
        const row = await find(transaction, hash)
        if (row === undefined) return { tooSoon: false }
        const tooSoon = row.polled_at !== null && now - row.polled_at < row.interval * 1000 - jitter
        await transaction
          .updateTable('device_authorizations')
          .set({ polled_at: now, interval: row.interval + (tooSoon ? 5 : 0) })
          .where('device_code_hash', '=', hash)
          .execute()
        return { tooSoon }
      },
      { durability: 'relaxed' },
    )
  }

  /** Of several polls at once the first makes the login; the others find it. */
  async function redeem(hash: string, client: Client, from: Origin) {
    const now = clock.now()
    const made = await store.write(async transaction => {
      const row = await find(transaction, hash)
      if (row === undefined) return invalidGrant
      if (row.login_id !== null) return { row }
      const login = await letIn(transaction, row, { client, session: row.claimed_by, from, now }, options)
      if (refused(login)) return login
      await transaction
        .updateTable('device_authorizations')
        .set({ login_id: login.id, redeemed_at: now })
        .where('device_code_hash', '=', hash)
        .execute()
      return { login }
    })
    if (refused(made)) return made
    return 'login' in made
      ? logins.tokensOf(made.login, { issuedAt: now })
      : firstTokensAgain(made.row, now, options)
  }

  return async (deviceCode, client, from) => {
    const hash = sha256(deviceCode.expose())
    const row = await find(store.read, hash)
    if (row === undefined) return invalidGrant
    if (row.client_id !== client.id) {
      await noteForeignClient(client, row.account_id, from, options)
      return invalidGrant
    }
    const now = clock.now()
    if (row.login_id !== null) return firstTokensAgain(row, now, options)
    if (row.expires_at <= now) return expiredToken
    if (row.answer === 'denied') return accessDenied
    if (row.answer === 'approved') return redeem(hash, client, from)
    const { tooSoon } = await wait(hash)
    return tooSoon ? slowDown : authorizationPending
  }
}

function find(reader: Reader, hash: string): Promise<DeviceRow | undefined> {
  return reader
    .selectFrom('device_authorizations')
    .selectAll()
    .where('device_code_hash', '=', hash)
    .executeTakeFirst()
}
