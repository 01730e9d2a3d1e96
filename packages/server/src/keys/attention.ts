/** Which keys somebody should look at, and why: decided from the key alone, so that the list and the home say the same. */
import type { Action, AllowRow, Caveat } from '@latchkey/tokens'
import type { Key } from './key.ts'

export type Attention = 'expiring' | 'too-wide' | 'stale' | 'never-used'

const day = 24 * 60 * 60 * 1000

/** A key that expires within this time is expiring: when its owner is told by mail for the first time. */
export const expiringWithin = 7 * day
/** A key that was not used again for this long is stale. */
export const staleAfter = 90 * day
/** As long as this a key that was made may wait for its first use. */
export const firstUseWithin = 7 * day

/** Most urgent first; nothing for a key that is over or that another has replaced. `now`: milliseconds since 1970. */
export function attentionOf(key: Key, now: number): readonly Attention[] {
  const { createdAt, expiresAt = Number.POSITIVE_INFINITY, lastUsed } = key
  if (key.revokedAt !== undefined || key.replacedBy !== undefined || expiresAt <= now) return []
  const found: Attention[] = []
  // Of a key for a few days nobody has to be told that they are few.
  const short = expiresAt - createdAt < 2 * expiringWithin
  if (!short && expiresAt - now <= expiringWithin) found.push('expiring')
  if (isTooWide(key)) found.push('too-wide')
  if (lastUsed !== undefined && now - lastUsed.at >= staleAfter) found.push('stale')
  if (lastUsed === undefined && now - createdAt >= firstUseWithin) found.push('never-used')
  return found
}

/** Whether it reaches into every organization, or can change something for ever. */
function isTooWide({ caveats, expiresAt }: Pick<Key, 'caveats' | 'expiresAt'>): boolean {
  return every(caveats, reachesEverywhere) || (expiresAt === undefined && every(caveats, changesSomething))
}

/** A key is held to all of its `allow` caveats: it may only what there is a row for in each. */
function every(caveats: readonly Caveat[], matches: (row: AllowRow) => boolean): boolean {
  const allowed = caveats.filter(caveat => caveat.kind === 'allow')
  return allowed.length > 0 && allowed.every(({ rows }) => rows.some(matches))
}

/** What is about the person and not about packages has no narrower place. */
const aboutPerson: ReadonlySet<Action> = new Set(['identify', 'account'])
const harmless: ReadonlySet<Action> = new Set(['identify', 'describe', 'read'])

function reachesEverywhere({ actions, targets }: AllowRow): boolean {
  const everywhere = targets.some(({ organization }) => organization === undefined)
  return everywhere && actions.some(action => !aboutPerson.has(action))
}

function changesSomething({ actions }: AllowRow): boolean {
  return actions.some(action => !harmless.has(action))
}
