/** For the tests of this room: people who are signed in, clients, and everything that letting one in takes. */
import { Secret } from '@latchkey/protocol'
import { expect } from 'vitest'
import { createHouseOfAlice, ok, password } from '../../accounts/testing.ts'
import { type Origin, operator } from '../../audit/index.ts'
import { type Client, createClients, preconfigured } from '../../clients/index.ts'
import { createMasterKeys } from '../../keys/index.ts'
import { createLogins, type TokenSet } from '../../logins/index.ts'
import { createPasskeys } from '../../passkeys/index.ts'
import { createSecondFactors, windowLength } from '../../second-factors/index.ts'
import { giveSecondFactor, secondFactorKey } from '../../second-factors/testing.ts'
import type { Store } from '../../storage/index.ts'
import { unrecorded } from '../../storage/testing/recorded.ts'
import { createAuthorizationCodes, createDeviceAuthorizations } from '../index.ts'

export const browser: Origin = { address: '192.0.2.1', client: 'Firefox' }
export const device: Origin = { address: '198.51.100.7', client: 'latchkey/1.0' }

const [hex, , latchkey] = preconfigured
if (hex === undefined || latchkey === undefined) throw new Error('These clients are part of the program.')
export const clients: { readonly hex: Client; readonly latchkey: Client } = { hex, latchkey }

export async function createAuthorizationsHouse(store: Store) {
  const people = await createHouseOfAlice(store)
  const { clock, random, accounts, sessions } = people
  const hands = { store, clock, random }
  const masterKeys = createMasterKeys({ minting: 'm1', keys: new Map([['m1', random(32)]]) })
  const logins = createLogins({ ...hands, masterKeys, origin: 'https://packages.example.com' })
  const secondFactors = createSecondFactors({ ...hands, key: secondFactorKey, origin: 'https://example.com' })
  const passkeys = createPasskeys({ ...hands, key: secondFactorKey, origin: 'https://example.com' })
  const options = {
    ...{ ...hands, logins, secondFactors, passkeys },
    clients: createClients({ ...hands, endLogins: logins.endAllOfClient }),
  }
  await accounts.create({ username: 'bob', email: 'bob@example.com', password }, operator)
  return {
    ...people,
    ...options,
    options,
    devices: createDeviceAuthorizations(options),
    codes: createAuthorizationCodes(options),
    /** A browser in which somebody is signed in. */
    async session(username = 'alice') {
      const attempt = { username, password, address: browser.address, userAgent: 'Firefox' }
      return ok(await sessions.signIn(attempt)).session
    },
    /** Added in every browser in which its person is signed in: a code was given there. */
    async giveSecondFactor(accountId: string) {
      const app = await giveSecondFactor(store, accountId, clock)
      await unrecorded(store).write(async transaction => {
        const sessions = transaction.updateTable('sessions').where('account_id', '=', accountId)
        await sessions.set({ second_factor_at: clock.now() }).execute()
      })
      return app
    },
    /** That this code is known as the one that the window of the login was opened with: while it is open, and after it. */
    async expectOwnCode(id: string, accountId: string, code: Secret) {
      const send = () => secondFactors.openWindow({ kind: 'login', id, accountId }, code, operator)
      expect(await send()).toHaveProperty('closesAt')
      clock.advance(windowLength)
      expect(await send()).toMatchObject({ code: 'totp_required' })
      const counted = store.read.selectFrom('authenticators').select('failures')
      expect(await counted.execute()).toEqual([{ failures: 0 }])
    },
    /** What everybody who may read the events of an account finds there, the newest first. */
    async events() {
      const rows = await store.read
        .selectFrom('events')
        .select(['what', 'actor_id', 'subject_id', 'details', 'address'])
        .orderBy('id', 'desc')
        .execute()
      return rows
    },
  }
}

export type AuthorizationsHouse = Awaited<ReturnType<typeof createAuthorizationsHouse>>

/** The texts in a set of tokens: two that are equal are one. */
export function textsOf(tokens: TokenSet): readonly string[] {
  return [tokens.accessToken.expose(), tokens.refreshToken.expose(), tokens.scope]
}

export const nonsense = new Secret('nonsense')
