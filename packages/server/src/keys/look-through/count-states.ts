/** How many of an owner's keys are in each state: told where they are few, and counted one by one by the same rules. */
import type { Reader } from '../../storage/index.ts'
import { attentionOf } from '../attention.ts'
import { selectKeys } from '../find.ts'
import { type Key, type KeyOwner, readKey } from '../key.ts'
import { type KeyState, keyStates } from './only.ts'

export type KeyCounts = Readonly<Record<KeyState | 'all', number>>

/** Whoever has more keys than these is told no counts: a page must not cost more the more of them there are. */
export const mostCounted = 100

/** `now`: milliseconds since 1970. */
export async function countStates(
  reader: Reader,
  owner: KeyOwner,
  now: number,
): Promise<KeyCounts | undefined> {
  const one = await reader
    .selectFrom('keys')
    .select('id')
    .where('owner_id', '=', owner.id)
    .where('owner_kind', '=', owner.kind)
    .offset(mostCounted)
    .limit(1)
    .executeTakeFirst()
  if (one !== undefined) return undefined
  const rows = await selectKeys(reader)
    .where('keys.owner_id', '=', owner.id)
    .where('keys.owner_kind', '=', owner.kind)
    .execute()
  const states = rows.map(row => statesOf(readKey(row), now))
  const counts = keyStates.map(state => [state, states.filter(each => each.has(state)).length])
  return { ...Object.fromEntries(counts), all: rows.length }
}

function statesOf(key: Key, now: number): ReadonlySet<KeyState> {
  if (key.revokedAt !== undefined) return new Set(['revoked'])
  if (key.expiresAt !== undefined && key.expiresAt <= now) return new Set(['expired'])
  const reasons = attentionOf(key, now)
  return new Set<KeyState>(['live', ...reasons, ...(reasons.length > 0 ? (['attention'] as const) : [])])
}
