/** For the tests of this room and of those above it: passwords that cost next to nothing, and somebody who has one. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refused } from '@latchkey/tokens'
import { operator } from '../audit/index.ts'
import { createManualClock, createSeededRandom } from '../host/testing.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { createAccounts } from './accounts.ts'
import { createPasswords, type PasswordCost, type Passwords } from './passwords.ts'
import { createSessions, type SignIn } from './sessions.ts'

export const cheapCost: PasswordCost = { memoryCost: 8, timeCost: 1, parallelism: 1 }

export function createCheapPasswords(): Passwords {
  return createPasswords({ random: createSeededRandom('passwords'), cost: cheapCost })
}

/** What was not refused; throws the reason otherwise. */
export function ok<T>(outcome: T | Refusal): T {
  if (refused(outcome)) throw new Error(`${outcome.code}: ${outcome.message}`)
  return outcome
}

export const password = new Secret('a long enough phrase')
export const wrongPassword = new Secret('not that phrase')

export const origin = 'https://packages.example.com'

/** Accounts and sessions on a store, and `alice`, who has `password` and reads her mail, unless told otherwise. */
export async function createHouseOfAlice(
  store: Store,
  passwords: Passwords = createCheapPasswords(),
  { emailVerified = true } = {},
) {
  const host = { store, clock: createManualClock(), random: createSeededRandom() }
  const accounts = createAccounts({ ...host, origin, passwords: createCheapPasswords() })
  const sessions = createSessions({ ...host, passwords })
  const alice = ok(
    await accounts.create(
      { username: 'alice', email: 'alice@example.com', emailVerified, password },
      operator,
    ),
  )
  return {
    ...host,
    accounts,
    sessions,
    alice,
    /** Signs alice in from one address, with her password, unless told otherwise. */
    signIn: (input: Partial<SignIn> = {}) =>
      sessions.signIn({ username: 'alice', password, address: '192.0.2.1', userAgent: 'Firefox', ...input }),
    /** Disables everybody. */
    disable: () =>
      unrecorded(store).write(transaction =>
        transaction.updateTable('accounts').set({ disabled_at: 1 }).execute(),
      ),
  }
}
