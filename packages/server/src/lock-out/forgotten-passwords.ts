/**
 * Passwords that were forgotten: whoever says so hears one thing in one time, whether anybody is called so or not. What they
 * typed is written down; whose it is, is looked up later, and told by mail only.
 */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Origin } from '../audit/index.ts'
import { type Clock, newId, type RandomBytes } from '../host/index.ts'
import { addressKey, createLimiter, refuseForNow } from '../limits/index.ts'
import { createOutbox } from '../mail/index.ts'
import type { Store } from '../storage/index.ts'
import { sendPasswordLinks } from './send-password-links.ts'

export interface ForgottenPasswords {
  /** `whose`: a username or an address. Refuses an address of a client that says so too often, and nothing else. */
  say(whose: string, from: Origin): Promise<undefined | Refusal>
  /** Sends a link to everybody who is meant by what was said since, to verified addresses only. */
  answer(): Promise<void>
}

export interface ForgottenPasswordsOptions {
  readonly store: Store
  readonly clock: Clock
  readonly random: RandomBytes
  /** The public origin, where mail leads to. */
  readonly origin: string
}

/** As long as an address may be (RFC 5321 section 4.5.3.1). */
const longest = 254
const longestClient = 256

export function createForgottenPasswords({
  store,
  clock,
  random,
  origin,
}: ForgottenPasswordsOptions): ForgottenPasswords {
  const telling = { outbox: createOutbox({ clock, random }), origin }
  const perAddress = createLimiter({ clock, capacity: 5, refillEveryMs: 5 * 60_000 })

  return {
    async say(whose, { address, client }) {
      const taken = perAddress.take(addressKey(address))
      if (refused(taken))
        return refuseForNow('asked_too_often', 'This was asked too often from here.', taken.retryAfter)
      const said = { id: newId(random), whose: whose.trim().slice(0, longest), created_at: clock.now() }
      const from = { address: address ?? null, client: client?.slice(0, longestClient) ?? null }
      await store.write(transaction =>
        transaction
          .insertInto('forgotten_passwords')
          .values({ ...said, ...from })
          .execute(),
      )
      return undefined
    },

    async answer() {
      const said = store.read.selectFrom('forgotten_passwords').selectAll().orderBy('created_at').limit(100)
      for (const each of await said.execute())
        await store.write(async transaction => {
          const mine = transaction.deleteFrom('forgotten_passwords').where('id', '=', each.id)
          const { numDeletedRows } = await mine.executeTakeFirstOrThrow()
          if (numDeletedRows === 1n) await sendPasswordLinks(transaction, telling, each, clock.now())
        })
    },
  }
}
