/** Which of an owner's keys are looked for: by how they are, and by a word in their name or in what they are for. */
import { formatTarget } from '@latchkey/tokens'
import { type RawBuilder, sql } from 'kysely'
import { type Attention, attentionOf, expiringWithin, firstUseWithin, staleAfter } from '../attention.ts'
import type { Key } from '../key.ts'
import { writing } from '../restrictions.ts'

/** `attention`: whatever there is a reason for to look at it. */
export const keyStates = [
  ...['live', 'attention', 'expiring', 'never-used', 'stale', 'too-wide'],
  ...['expired', 'revoked'],
] as const satisfies readonly ('live' | 'attention' | 'expired' | 'revoked' | Attention)[]

export type KeyState = (typeof keyStates)[number]

/** A condition on rows that leaves none of them out, and what is asked of a key besides. */
export interface Wanted {
  readonly row: RawBuilder<boolean>
  readonly key: (key: Key) => boolean
}

const all = (...conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> =>
  sql`(${sql.join(conditions, sql` and `)})`
const any = (...conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> =>
  sql`(${sql.join(conditions, sql` or `)})`

const isRevoked = sql<boolean>`(keys.revoked_at is not null or master_keys.kid is not null)`
const isNotRevoked = sql<boolean>`(keys.revoked_at is null and master_keys.kid is null)`

/** `now`: milliseconds since 1970. */
export function inState(state: KeyState, now: number): Wanted {
  const isLive = all(isNotRevoked, sql`(keys.expires_at is null or keys.expires_at > ${now})`)
  switch (state) {
    case 'live':
      return { row: isLive, key: () => true }
    case 'expired':
      return { row: all(isNotRevoked, sql`keys.expires_at <= ${now}`), key: () => true }
    case 'revoked':
      return { row: isRevoked, key: () => true }
  }
  const reasons = rowsWithReasons(now)
  const isMinded = all(isLive, sql`keys.replaced_by is null`)
  // The rules themselves stand in one place, and the rows are only brought near to them here.
  return state === 'attention'
    ? { row: all(isMinded, any(...Object.values(reasons))), key: key => attentionOf(key, now).length > 0 }
    : { row: all(isMinded, reasons[state]), key: key => attentionOf(key, now).includes(state) }
}

function rowsWithReasons(now: number): Readonly<Record<Attention, RawBuilder<boolean>>> {
  const canWrite = any(...writing.map(action => sql<boolean>`keys.caveats like ${`%"${action}"%`}`))
  return {
    expiring: sql`keys.expires_at <= ${now + expiringWithin}`,
    'too-wide': sql`(keys.caveats like '%*"%' or (keys.expires_at is null and ${canWrite}))`,
    stale: sql`keys.last_used_at <= ${now - staleAfter}`,
    'never-used': sql`(keys.last_used_at is null and keys.created_at <= ${now - firstUseWithin})`,
  }
}

/**
 * In a key's name, or in a target that it names. Of letters, only those of ASCII are alike in upper and lower case: that
 * is what both engines agree on.
 */
export function withWord(word: string): Wanted {
  const sought = lowered(word)
  const like = (around: (text: string) => string) => around(sought.replaceAll(/[\\%_]/g, '\\$&'))
  const inCaveats = (pattern: string) => sql<boolean>`lower(keys.caveats) like ${pattern} escape '\\'`
  return {
    row: any(
      sql`lower(keys.name) like ${like(text => `%${text}%`)} escape '\\'`,
      // After a colon stand organizations and packages, and no actions.
      inCaveats(like(text => (sought.includes(':') ? `%${text}%` : `%:%${text}%`))),
      inCaveats(like(text => `%"${text}:%`)),
    ),
    key: ({ name, caveats }) =>
      lowered(name).includes(sought) ||
      caveats
        .flatMap(caveat => (caveat.kind === 'allow' ? caveat.rows : []))
        .some(row => row.targets.some(target => lowered(formatTarget(target)).includes(sought))),
  }
}

function lowered(text: string): string {
  return text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase())
}
