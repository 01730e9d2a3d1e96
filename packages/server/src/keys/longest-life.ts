/** For how long the organizations that a key is for let it work. */
import { type Caveat, quoted, type Refusal, refuse } from '@latchkey/tokens'
import type { Reader } from '../storage/index.ts'
import type { KeyOwner } from './key.ts'

export interface LongestLife {
  /** Milliseconds; infinity where nobody says. */
  readonly milliseconds: number
  /** The name of the organization that says so. */
  readonly organization?: string
  readonly days?: number
}

const day = 24 * 60 * 60 * 1000

/**
 * An organization's key is held to its own policy; a person's to that of every organization that it names and they
 * belong to. A key for everything (`*`) may live as long as it likes, and does nothing where it lives too long.
 */
export async function longestLife(
  reader: Reader,
  { owner, caveats }: { readonly owner: KeyOwner; readonly caveats: readonly Caveat[] },
): Promise<LongestLife> {
  const all = reader
    .selectFrom('organizations')
    .select(['name', 'longest_key_days as days'])
    .where('longest_key_days', 'is not', null)
  const asked =
    owner.kind === 'organization'
      ? all.where('organizations.id', '=', owner.id)
      : all
          .innerJoin('members', 'members.organization_id', 'organizations.id')
          .where('members.account_id', '=', owner.id)
          .where('organizations.name', 'in', ['', ...namedBy(caveats)])
  const [strictest] = await asked.orderBy('longest_key_days').limit(1).execute()
  if (strictest === undefined || strictest.days === null) return { milliseconds: Number.POSITIVE_INFINITY }
  const { name, days } = strictest
  return { milliseconds: days * day, organization: name, days }
}

function namedBy(caveats: readonly Caveat[]): readonly string[] {
  const targets = caveats
    .flatMap(caveat => (caveat.kind === 'allow' ? caveat.rows : []))
    .flatMap(row => row.targets)
  return targets.flatMap(({ organization }) => organization ?? [])
}

/** When a key made now is over, milliseconds since 1970, or null for never: as asked, or as long as it may. */
export function expiryWithin(
  { milliseconds, organization = '', days }: LongestLife,
  { asked, otherwise, now }: ExpiryAsked,
): number | null | Refusal<'expiry_past' | 'key_too_long'> {
  if (asked === undefined) {
    const expiresAt = Math.min(otherwise, now + milliseconds)
    return Number.isFinite(expiresAt) ? expiresAt : null
  }
  const expiresAt = asked === 'never' ? Number.POSITIVE_INFINITY : asked
  if (asked !== 'never' && !(Number.isSafeInteger(asked) && asked > now)) return expiryPast
  if (expiresAt - now <= milliseconds) return Number.isFinite(expiresAt) ? expiresAt : null
  return refuse(
    'key_too_long',
    `The organization ${quoted(organization)} lets keys work for at most ${days === 1 ? '1 day' : `${days} days`}.`,
    'Choose an instant that is nearer, or name none.',
  )
}

export interface ExpiryAsked {
  /** Milliseconds since 1970; undefined where nothing was said. */
  readonly asked: number | 'never' | undefined
  /** Then it is this, or sooner where it may not live that long. */
  readonly otherwise: number
  readonly now: number
}

const expiryPast = refuse(
  'expiry_past',
  'The key would have expired already.',
  'Choose an instant that lies ahead.',
)
