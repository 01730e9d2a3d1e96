/** What is written down about a key: in the list of whoever it belongs to, of whoever acted, and in its own. */
import { describeCaveat } from '@latchkey/tokens'
import { type Cause, type Details, type EventName, type NewEvent, recordEvent } from '../audit/index.ts'
import type { Writer } from '../storage/index.ts'
import type { Key } from './key.ts'

interface Happened extends Pick<NewEvent, 'at' | 'details'> {
  readonly cause: Cause
}

export function recordKeyEvent(
  transaction: Writer,
  what: EventName,
  { id, name, owner }: Pick<Key, 'id' | 'name' | 'owner'>,
  happened: Happened,
): Promise<void> {
  return recordEvent(transaction, {
    ...happened,
    what,
    subject: { kind: 'key', id, name },
    ...(owner.kind === 'organization' ? { organizationId: owner.id } : { accountId: owner.id }),
  })
}

/** What a key is held to, in words. */
export function restrictionsOf({
  role,
  caveats,
  expiresAt,
}: Pick<Key, 'role' | 'caveats' | 'expiresAt'>): Details {
  return { ...(role && { role }), restrictions: caveats.map(describeCaveat), expires: endInWords(expiresAt) }
}

/** RFC 3339; what lies beyond the year 275760 is never. */
export function endInWords(instant = Number.POSITIVE_INFINITY): string {
  const end = new Date(instant)
  return Number.isNaN(end.getTime()) ? 'never' : end.toISOString()
}
