/** For the tests of this room and of those above it: an account with a second factor, and the app that knows its codes. */
import { Secret } from '@latchkey/protocol'
import type { Clock } from '../host/index.ts'
import { createSeededRandom, type ManualClock } from '../host/testing.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import { newRecoveryCodes, replaceRecoveryCodes } from './recovery-codes.ts'
import { type SecondFactorKey, seal } from './seal.ts'
import { codeAt, stepOf } from './totp.ts'

export const secondFactorKey = {
  bytes: createSeededRandom('second-factor key')(32),
} as SecondFactorKey

export interface App {
  /** What it shows now, or showed or will show so many steps of 30 seconds from now. */
  code(steps?: number): Secret
  /** Waits for a code that it did not show before. */
  nextCode(clock: ManualClock): Secret
}

export function createApp(secret: Uint8Array, clock: Clock): App {
  const code = (steps = 0) => new Secret(codeAt(secret, stepOf(clock.now()) + steps))
  return {
    code,
    nextCode(manual) {
      manual.advance(30_000)
      return code()
    },
  }
}

/** The app that was told a secret in Base32. */
export function readSecret(base32: Secret): Uint8Array {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...base32.expose()].map(each => letters.indexOf(each).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], each => Number.parseInt(each, 2))
}

/** As if its person had added one just now; the code of this moment is not taken yet. */
export async function giveSecondFactor(
  store: Store,
  accountId: string,
  clock: Clock,
): Promise<App & { readonly recoveryCode: Secret }> {
  const random = createSeededRandom(`second factor of ${accountId}`)
  const secret = random(20)
  const now = clock.now()
  const [recoveryCode] = newRecoveryCodes(random)
  if (recoveryCode === undefined) throw new Error('No recovery code was made.')
  await unrecorded(store).write(async transaction => {
    await transaction
      .insertInto('authenticators')
      .values({
        ...{ account_id: accountId, sealed_secret: seal(secondFactorKey, secret, accountId, random) },
        ...{ created_at: now, confirmed_at: now, last_step: 0, failures: 0, failed_at: null },
      })
      .execute()
    await replaceRecoveryCodes(transaction, accountId, { codes: [recoveryCode], now })
  })
  return { ...createApp(secret, clock), recoveryCode }
}
