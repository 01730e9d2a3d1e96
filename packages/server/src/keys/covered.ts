/** The key that somebody would change, where it is theirs to change. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Writer } from '../storage/index.ts'
import { type Authority, covers, unknownKey } from './authority.ts'
import { findKey, organizationName } from './find.ts'
import type { Key } from './key.ts'

export interface CoveredKey {
  readonly key: Key
  /** The name of the organization that it belongs to. */
  readonly organization: string | undefined
}

/** A key that is not the authority's to change is as unknown as one that never was. */
export async function findCovered(
  transaction: Writer,
  id: string,
  by: Authority,
): Promise<CoveredKey | Refusal<'unknown_key'>> {
  const key = await findKey(transaction, id)
  if (key === undefined) return unknownKey
  const { owner, role } = key
  const organization =
    owner.kind === 'organization' ? await organizationName(transaction, owner.id) : undefined
  return covers(by, { owner, organization, role }) ? { key, organization } : unknownKey
}

/** The same, where the key still works: neither revoked nor expired. */
export async function findLive(
  transaction: Writer,
  id: string,
  by: Authority,
  now: number,
): Promise<CoveredKey | Refusal<'unknown_key' | 'key_over'>> {
  const covered = await findCovered(transaction, id, by)
  if (refused(covered)) return covered
  const { revokedAt, expiresAt = Number.POSITIVE_INFINITY } = covered.key
  return revokedAt === undefined && expiresAt > now ? covered : keyOver
}

const keyOver = refuse(
  'key_over',
  'This key is revoked or expired, and stays as it was.',
  'Make another key.',
)
