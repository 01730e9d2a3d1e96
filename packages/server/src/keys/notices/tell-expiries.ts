/** Telling people that a key will expire: seven days before and one day before, once each over any number of nodes. */
import { createOutbox } from '../../mail/index.ts'
import type { Writer } from '../../storage/index.ts'
import type { CreateKeyContext } from '../create-key.ts'
import { selectLive } from '../find.ts'
import { type Key, readKey } from '../key.ts'
import { recipientsOf } from './recipients.ts'
import { keyExpires } from './write-letters.ts'

const day = 24 * 60 * 60 * 1000

/** Of a key that was late for both, only the last is told. */
const notices = [1, 7] as const

/** A transaction holds the store for that many keys at most. */
const batch = 50

/**
 * Tells of every key that is due. A notice is marked in the transaction that queues its mail, so neither is there
 * without the other. Returns how many were told of.
 */
export async function tellExpiries(context: CreateKeyContext, signal?: AbortSignal): Promise<number> {
  const { store, clock } = context
  let told = 0
  for (const days of notices) {
    for (let last = batch; last === batch && !signal?.aborted; ) {
      last = await store.write(transaction => tellSome(transaction, context, { days, now: clock.now() }))
      told += last
    }
  }
  return told
}

interface Notice {
  readonly days: (typeof notices)[number]
  /** Milliseconds since 1970. */
  readonly now: number
}

async function tellSome(transaction: Writer, context: CreateKeyContext, notice: Notice): Promise<number> {
  const outbox = createOutbox(context)
  const due = await dueKeys(transaction, notice)
  for (const key of due) {
    const { days, now } = notice
    await transaction.insertInto('expiry_notices').values({ key_id: key.id, days, created_at: now }).execute()
    const { organization, people } = await recipientsOf(transaction, key)
    for (const recipient of people) {
      const about = { key, recipient, organization, origin: context.origin, now }
      await outbox.queue(transaction, keyExpires({ ...about, expiresAt: key.expiresAt }))
    }
  }
  return due.length
}

/**
 * Keys that live and expire within so many days, and of which nobody was told this or a later notice. Not those whose
 * place another key has taken; nor those that were made for less than twice as long, as whoever made them still knows;
 * nor a second time those that were never used.
 */
async function dueKeys(
  transaction: Writer,
  { days, now }: Notice,
): Promise<readonly (Key & { readonly expiresAt: number })[]> {
  const rows = await selectLive(transaction, now)
    .selectAll('keys')
    .where('keys.expires_at', '<=', now + days * day)
    .where('keys.replaced_by', 'is', null)
    .where(({ eb, ref }) => eb(eb(ref('keys.expires_at'), '-', ref('keys.created_at')), '>=', 2 * days * day))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('expiry_notices')
            .select('expiry_notices.key_id')
            .whereRef('expiry_notices.key_id', '=', 'keys.id')
            .where(({ eb, or }) =>
              or([eb('expiry_notices.days', '<=', days), eb('keys.last_used_at', 'is', null)]),
            ),
        ),
      ),
    )
    .orderBy('keys.expires_at')
    .limit(batch)
    .execute()
  return rows.flatMap(row => {
    const { expiresAt, ...key } = readKey(row)
    return expiresAt === undefined ? [] : [{ ...key, expiresAt }]
  })
}
