/** The one namespace of accounts and organizations. A name once used is never given to another. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Writer } from '../storage/index.ts'

/** Names that would stand for something else in a target, in a URL or in an ecosystem. */
const reserved: ReadonlySet<string> = new Set([
  ...[
    'account',
    'accounts',
    'admin',
    'administrator',
    'api',
    'authorize',
    'device',
    'healthz',
    'help',
    'hexpm',
  ],
  ...[
    'invitations',
    'latchkey',
    'legacy',
    'login',
    'logout',
    'metrics',
    'new',
    'nobody',
    'oauth',
    'organizations',
    'public',
  ],
  ...['readyz', 'registry', 'root', 'security', 'set-up', 'settings', 'simple', 'support', 'system', 'www'],
])

export interface NameClaim {
  readonly name: string
  readonly kind: 'account' | 'organization'
  /** The id of what is named. */
  readonly ownerId: string
  /** Milliseconds since 1970. */
  readonly now: number
}

export type NameRefusal = Refusal<'invalid_name' | 'name_reserved' | 'name_taken'>

/** Whether a text may be a name at all: `[a-z0-9][a-z0-9-]{0,38}`, and not reserved. */
export function readName(text: string): string | NameRefusal {
  if (!/^[a-z0-9][a-z0-9-]{0,38}$/.test(text)) {
    const rule = 'Use 1 to 39 lower-case letters, digits and hyphens; begin with a letter or digit.'
    return refuse('invalid_name', 'This cannot be a name.', rule)
  }
  if (reserved.has(text))
    return refuse('name_reserved', `The name ${text} is reserved.`, 'Choose another name.')
  return text
}

/** Takes a name for good, within the transaction that makes what it names. */
export async function claimName(
  transaction: Writer,
  { name, kind, ownerId, now }: NameClaim,
): Promise<string | NameRefusal> {
  const valid = readName(name)
  if (refused(valid)) return valid
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('names')
    .values({ name, kind, owner_id: ownerId, created_at: now })
    .onConflict(conflict => conflict.column('name').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
    ? name
    : refuse('name_taken', `The name ${name} is taken.`, 'Choose another name.')
}
