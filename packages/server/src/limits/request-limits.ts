/** How many requests somebody may send: counted by address where nobody is known, and else by whose key it is. */
import { type Principal, quoted, refused } from '@latchkey/tokens'
import type { Clock } from '../host/index.ts'
import { addressKey } from './address-key.ts'
import { createLimiter } from './limiter.ts'
import { type RefusedForNow, refuseForNow } from './refuse-for-now.ts'

/** Requests a minute, and as many at once; 0 for any number. */
export interface Rates {
  /** Without a credential, from one address. */
  readonly anonymous: number
  /** With a credential that is none, from one address. */
  readonly failed: number
  /** With one key and all that was made from it. */
  readonly key: number
  /** With all keys of one account or organization together, and on the pages. */
  readonly account: number
  /** To burn tokens, from one address. */
  readonly burn: number
  /** To begin logging in with a code, from one address. */
  readonly device: number
}

export type TakenOrNot = true | RefusedForNow<'too_many_requests'>

export interface CountedKey {
  /** A key where it is not said. */
  readonly holder?: 'key' | 'login'
  readonly id: string
  readonly name: string
  readonly principal: Principal
}

export interface RequestLimits {
  anonymous(address: string | undefined): TakenOrNot
  failed(address: string | undefined): TakenOrNot
  /** Only once its signature held: whoever makes a token up must not use up what is somebody else's. */
  key(key: CountedKey): TakenOrNot
  account(id: string): TakenOrNot
  burn(address: string | undefined): TakenOrNot
  /** Of an OAuth client that showed its secret: as many as of an account. */
  client(client: { readonly id: string; readonly name: string }): TakenOrNot
  device(address: string | undefined): TakenOrNot
}

export interface RequestLimitsOptions {
  readonly clock: Clock
  readonly rates: Rates
}

export function createRequestLimits({ clock, rates }: RequestLimitsOptions): RequestLimits {
  function bucket(rate: number): Bucket {
    if (rate === 0) return unbounded
    const limiter = createLimiter({ clock, capacity: rate, refillEveryMs: 60_000 / rate })
    return {
      take(name, who) {
        const taken = limiter.take(name)
        if (!refused(taken)) return true
        const { retryAfter } = taken
        const refusal = refuseForNow('too_many_requests', `Too many requests came ${who()}.`, retryAfter)
        const oneAgainAt = Math.ceil(clock.now() / 1000) + retryAfter
        return Object.freeze({ ...refusal, rate: { perMinute: rate, oneAgainAt } })
      },
      giveBack: limiter.giveBack,
    }
  }
  const anonymous = bucket(rates.anonymous)
  const failed = bucket(rates.failed)
  const key = bucket(rates.key)
  const account = bucket(rates.account)
  const burn = bucket(rates.burn)
  const client = bucket(rates.account)
  const device = bucket(rates.device)

  return {
    anonymous: address => anonymous.take(addressKey(address), () => 'from your address without a credential'),
    failed: address =>
      failed.take(addressKey(address), () => 'from your address with a credential that is none'),
    key({ holder = 'key', id, name, principal }) {
      const taken = key.take(id, () => `with the ${holder} ${quoted(name)}`)
      if (refused(taken) || principal.kind === 'nobody') return taken
      const all = principal.kind === 'account' ? 'keys and logins' : 'keys'
      const takenOfAll = account.take(principal.id, () => `with all ${all} of its owner together`)
      // What is refused takes nothing.
      if (refused(takenOfAll)) key.giveBack(id)
      return takenOfAll
    },
    account: id => account.take(id, () => 'from your account'),
    burn: address => burn.take(addressKey(address), () => 'from your address to burn tokens'),
    client: ({ id, name }) => client.take(id, () => `from the client ${quoted(name)}`),
    device: address => device.take(addressKey(address), () => 'from your address to log in with a code'),
  }
}

interface Bucket {
  /** `who` tells those for whom nothing is left why. */
  take(name: string, who: () => string): TakenOrNot
  giveBack(name: string): void
}

const unbounded: Bucket = { take: () => true, giveBack() {} }

/** Nothing is counted. */
export const unlimited: Rates = { anonymous: 0, failed: 0, key: 0, account: 0, burn: 0, device: 0 }
