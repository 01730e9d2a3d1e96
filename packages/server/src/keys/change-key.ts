/** Changing a key that lives: its name, and what it may do, which only ever becomes less. */
import { type Caveat, type Refusal, refuse, refused, writeCaveats } from '@latchkey/tokens'
import { causeOf } from '../audit/index.ts'
import { advanceEpoch, type Writer } from '../storage/index.ts'
import type { Authority } from './authority.ts'
import { findLive } from './covered.ts'
import type { Key } from './key.ts'
import { recordKeyEvent, restrictionsOf } from './key-events.ts'
import { objectionToName, readKeyName } from './key-name.ts'
import { joined, objectionToTargets } from './restrictions.ts'

export interface Tightening {
  /** What the key is held to besides all that it is held to already. */
  readonly caveats: readonly Caveat[]
  /** Milliseconds since 1970; no later than it has. */
  readonly expiresAt?: number
}

/** What is changed, on whose authority, and when: milliseconds since 1970. */
export interface Change {
  readonly id: string
  readonly by: Authority
  readonly now: number
}

export async function renameKey(
  transaction: Writer,
  { id, by, now }: Change,
  text: string,
): Promise<Key | Refusal> {
  const name = readKeyName(text)
  if (refused(name)) return name
  const live = await findLive(transaction, id, by, now)
  if (refused(live)) return live
  const { key } = live
  const objection = await objectionToName(transaction, { ...key, name }, now)
  if (objection !== undefined) return objection
  await transaction.updateTable('keys').set({ name }).where('id', '=', id).execute()
  // It narrows nothing, but what nodes remember of the key holds its name.
  await advanceEpoch(transaction)
  const renamed = { ...key, name }
  await recordKeyEvent(transaction, 'key.renamed', renamed, {
    cause: causeOf(by),
    at: now,
    details: { from: key.name },
  })
  return renamed
}

/** Restrictions are added to the row, where those of every token made from the key are read; none is taken away. */
export async function tightenKey(
  transaction: Writer,
  { id, by, now }: Change,
  { caveats: more, expiresAt = Number.POSITIVE_INFINITY }: Tightening,
): Promise<Key | Refusal> {
  const live = await findLive(transaction, id, by, now)
  if (refused(live)) return live
  const { key, organization } = live
  const caveats = joined([...key.caveats, ...more], [])
  if (refused(caveats)) return caveats
  const objection = objectionToTargets(more, organization) ?? objectionToExpiry(key, expiresAt, now)
  if (objection !== undefined) return objection
  const end = Math.min(expiresAt, key.expiresAt ?? Number.POSITIVE_INFINITY)
  const tightened: Key = { ...key, caveats, expiresAt: Number.isFinite(end) ? end : undefined }
  const row = { caveats: writeCaveats(caveats), expires_at: tightened.expiresAt ?? null }
  await transaction.updateTable('keys').set(row).where('id', '=', id).execute()
  await advanceEpoch(transaction)
  const details = restrictionsOf({ ...tightened, caveats: more })
  await recordKeyEvent(transaction, 'key.tightened', key, { cause: causeOf(by), at: now, details })
  return tightened
}

export async function tightenKeys(
  transaction: Writer,
  { ids, ...change }: Omit<Change, 'id'> & { readonly ids: readonly string[] },
  tightening: Tightening,
): Promise<readonly Key[] | Refusal> {
  const tightened: Key[] = []
  for (const id of new Set(ids)) {
    const key = await tightenKey(transaction, { ...change, id }, tightening)
    if (refused(key)) return key
    tightened.push(key)
  }
  return tightened
}

function objectionToExpiry(key: Key, expiresAt: number, now: number): Refusal | undefined {
  if (expiresAt === Number.POSITIVE_INFINITY) return undefined
  if (!Number.isSafeInteger(expiresAt) || expiresAt <= now) {
    return refuse(
      'expiry_past',
      'The key would have expired already.',
      'Revoke it, or choose an instant that lies ahead.',
    )
  }
  if (key.expiresAt === undefined || expiresAt <= key.expiresAt) return undefined
  return refuse(
    'expiry_later',
    'The expiry of a key is moved nearer, never further away.',
    'Rotate the key: the one that takes its place works as long again.',
  )
}
