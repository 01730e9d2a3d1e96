/** Telling people that a key of theirs was burned, or a token made from it. */
import type { Cause } from '../../audit/index.ts'
import { createOutbox } from '../../mail/index.ts'
import type { Writer } from '../../storage/index.ts'
import type { CreateKeyContext } from '../create-key.ts'
import type { Key } from '../key.ts'
import { keyBurned, tokenBurned } from './letters.ts'
import { recipientsOf } from './recipients.ts'

export interface Burning {
  readonly key: Key
  readonly cause: Cause
  /** Milliseconds since 1970. */
  readonly now: number
}

type Hands = Pick<CreateKeyContext, 'clock' | 'random' | 'origin'>

export function tellKeyBurned(transaction: Writer, hands: Hands, burning: Burning): Promise<void> {
  return tell(transaction, hands, burning, keyBurned)
}

const day = 24 * 60 * 60 * 1000

/**
 * To be called before this one is marked. Once a day for each key: who holds a key can make and burn as many tokens as
 * they like, and would fill its owner's mailbox.
 */
export async function tellTokenBurned(transaction: Writer, hands: Hands, burning: Burning): Promise<void> {
  const { key, now } = burning
  const before = await transaction
    .selectFrom('revoked_signatures')
    .select('signature_hash')
    .where('key_id', '=', key.id)
    .where('created_at', '>', now - day)
    .limit(1)
    .executeTakeFirst()
  if (before === undefined) await tell(transaction, hands, burning, tokenBurned)
}

async function tell(
  transaction: Writer,
  hands: Hands,
  burning: Burning,
  letter: typeof keyBurned,
): Promise<void> {
  const { organization, people } = await recipientsOf(transaction, burning.key)
  const outbox = createOutbox(hands)
  for (const recipient of people)
    await outbox.queue(transaction, letter({ ...burning, recipient, organization, origin: hands.origin }))
}
