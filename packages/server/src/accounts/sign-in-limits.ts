/**
 * How often a password may be guessed: ten wrong ones, then one every thirty seconds, counted twice.
 *
 * - Per client address, whatever names it tries.
 * - Per account, for everybody together: guesses from a thousand addresses are still ten. An address from which somebody
 *   signed in to the account within thirty days goes on all the same, so that whoever keeps guessing from elsewhere can
 *   never lock the owner out of where they have signed in before.
 *
 * A right password is not counted.
 */

import { refused } from '@latchkey/tokens'
import type { Clock } from '../host/index.ts'
import { addressKey, createLimiter, type RefusedForNow, refuseForNow } from '../limits/index.ts'

export interface SignInAttempt {
  readonly username: string
  readonly address: string | undefined
  /** Whether somebody signed in to this account from there within thirty days: asked only where it decides. */
  readonly isKnown: () => Promise<boolean>
}

/** Takes back what an attempt was charged. */
export type GiveBack = () => void

export interface SignInLimits {
  /** Before anything is looked up, so that attempts at the same time are all counted, and who waits learns nothing. */
  charge(attempt: SignInAttempt): Promise<GiveBack | RefusedForNow<'too_many_attempts'>>
}

const tenInFiveMinutes = { capacity: 10, refillEveryMs: 30_000 }

/** Longer names are nobody's; what somebody typed must not fill the memory. */
const longestName = 40

export function createSignInLimits(clock: Clock): SignInLimits {
  const perAddress = createLimiter({ clock, ...tenInFiveMinutes })
  const perAccount = createLimiter({ clock, ...tenInFiveMinutes })
  return {
    async charge({ username, address, isKnown }) {
      const client = addressKey(address)
      const account = username.slice(0, longestName)
      const byAddress = perAddress.take(client)
      if (refused(byAddress)) return tooMany(byAddress.retryAfter)
      const byAccount = perAccount.take(account)
      if (refused(byAccount) && !(await isKnown())) return tooMany(byAccount.retryAfter)
      return () => {
        perAddress.giveBack(client)
        if (!refused(byAccount)) perAccount.giveBack(account)
      }
    },
  }
}

const tooMany = (retryAfter: number) =>
  refuseForNow('too_many_attempts', 'There were too many attempts to sign in.', retryAfter)
