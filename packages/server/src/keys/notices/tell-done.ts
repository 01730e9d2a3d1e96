/** Telling people what somebody did to keys of theirs. */
import { actorInWords, type Cause, lately } from '../../audit/index.ts'
import { createOutbox, languageOf, type OutboxOptions } from '../../mail/index.ts'
import type { Writer } from '../../storage/index.ts'
import type { Key } from '../key.ts'
import { recipientsOf } from './recipients.ts'
import { keyBurned, keyCreated, keysRevoked, manyKeysCreated, tokenBurned } from './write-letters.ts'

interface What {
  readonly cause: Cause
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface ToKey extends What {
  readonly key: Key
}

interface Hands extends OutboxOptions {
  /** The public origin, where mail leads to. */
  readonly origin: string
}

const hour = 60 * 60 * 1000
/** Of so many keys that an owner gets within one hour of the clock, people are told one by one. */
const toldOneByOne = 5

/**
 * To be called once it is there. Of the sixth within the hour people hear that there are more, and of further ones nothing
 * until the next hour begins: whoever holds what makes keys can make as many as they like.
 */
export async function tellKeyCreated(transaction: Writer, hands: Hands, created: ToKey): Promise<void> {
  const { key, now } = created
  const thisHour = await transaction
    .selectFrom('keys')
    .select('id')
    .where('owner_id', '=', key.owner.id)
    .where('owner_kind', '=', key.owner.kind)
    .where('created_at', '>=', now - (now % hour))
    .limit(toldOneByOne + 2)
    .execute()
  if (thisHour.length <= toldOneByOne) return tell(transaction, hands, created, keyCreated)
  if (thisHour.length === toldOneByOne + 1)
    return tell(transaction, hands, created, about => manyKeysCreated({ ...about, told: toldOneByOne }))
}

/** One mail for all keys of an owner that are revoked at once, however many there are; six such mails within the hour. */
export async function tellKeysRevoked(
  transaction: Writer,
  hands: Hands,
  { keys, cause, now }: What & { readonly keys: readonly Key[] },
): Promise<void> {
  const byOwner = new Map<string, [Key, ...Key[]]>()
  for (const key of keys) {
    const owner = `${key.owner.kind} ${key.owner.id}`
    const others = byOwner.get(owner)
    if (others === undefined) byOwner.set(owner, [key])
    else others.push(key)
  }
  for (const ofOne of byOwner.values())
    await tellRevoked(transaction, hands, { key: ofOne[0], cause, now }, ofOne)
}

/**
 * To be called once it is written down. Six times within the hour, too, counted apart: that a key leaked is told however many
 * others were revoked in that hour.
 */
export async function tellKeyBurned(transaction: Writer, hands: Hands, burning: ToKey): Promise<void> {
  const { key, now } = burning
  const instants = await lately(transaction, { of: key.owner.id, what: 'key.burned' }, toldOneByOne + 2)
  const thisHour = instants.filter(at => at >= now - (now % hour)).length
  await tellInTurn(transaction, hands, burning, { thisHour, letter: keyBurned })
}

/** To be called once they are revoked: whoever makes keys without end can revoke them one by one, too. */
async function tellRevoked(
  transaction: Writer,
  hands: Hands,
  revoking: ToKey,
  keys: readonly [Key, ...Key[]],
): Promise<void> {
  const { key, now } = revoking
  const thisHour = await transaction
    .selectFrom('keys')
    .select('revoked_at')
    .distinct()
    .where('owner_id', '=', key.owner.id)
    .where('owner_kind', '=', key.owner.kind)
    .where('revoked_at', '>=', now - (now % hour))
    .limit(toldOneByOne + 2)
    .execute()
  const letter: typeof keyBurned = about => keysRevoked({ ...about, keys })
  await tellInTurn(transaction, hands, revoking, { thisHour: thisHour.length, letter })
}

/** `thisHour`: how often it was done by now. */
async function tellInTurn(
  transaction: Writer,
  hands: Hands,
  done: ToKey,
  { thisHour, letter }: { readonly thisHour: number; readonly letter: typeof keyBurned },
): Promise<void> {
  if (thisHour > toldOneByOne + 1) return
  const last = thisHour > toldOneByOne
  await tell(transaction, hands, done, about => letter({ ...about, last }))
}

const day = 24 * 60 * 60 * 1000

/**
 * To be called before this one is marked. Once a day for each key: who holds a key can make and burn as many tokens as
 * they like, and would fill its owner's mailbox.
 */
export async function tellTokenBurned(transaction: Writer, hands: Hands, burning: ToKey): Promise<void> {
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
  { key, cause, now }: ToKey,
  letter: typeof keyBurned,
): Promise<void> {
  const { organization, people } = await recipientsOf(transaction, key)
  const outbox = createOutbox(hands)
  for (const recipient of people) {
    const who = await actorInWords(transaction, cause, languageOf(recipient))
    const about = { who, at: now, address: cause.address, client: cause.client, key, recipient, organization }
    await outbox.queue(transaction, letter({ ...about, origin: hands.origin }))
  }
}
