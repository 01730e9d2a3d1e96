/** The look-ups that both a reader and a transaction make. */
import type { VerifiedToken } from '@latchkey/tokens'
import { prepared, type Reader } from '../storage/index.ts'
import { burnedAt } from './burned.ts'
import { type Key, readKey } from './key.ts'

/** A token that verified, and the id of the row that its identifier names. */
export interface TokenOfKey {
  readonly token: VerifiedToken
  readonly id: string
}

/** A key with what must be known of its owner, and of the very token that was presented. */
export interface VerifiableKey {
  readonly key: Key
  readonly ownerDisabled: boolean
  /** When the token, or one that it was made from, was burned. */
  readonly burnedAt: number | undefined
}

export async function findKey(reader: Reader, id: string): Promise<Key | undefined> {
  const row = await reader.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst()
  return row && readKey(row)
}

const selectVerifiable = prepared((reader: Reader, id: string) =>
  reader
    .selectFrom('keys')
    .leftJoin('accounts', join =>
      join.onRef('accounts.id', '=', 'keys.owner_id').on('keys.owner_kind', '=', 'account'),
    )
    .selectAll('keys')
    .select('accounts.disabled_at as owner_disabled_at')
    .where('keys.id', '=', id),
)

/**
 * One query: the key's row joined with its owner's. An organization is never disabled. A second one for a token that
 * was narrowed, which may have been burned alone.
 */
export async function findVerifiable(
  reader: Reader,
  { token, id }: TokenOfKey,
): Promise<VerifiableKey | undefined> {
  const [row] = await selectVerifiable(reader, id)
  return (
    row && {
      key: readKey(row),
      ownerDisabled: row.owner_disabled_at !== null,
      burnedAt: await burnedAt(reader, token),
    }
  )
}

export async function organizationName(reader: Reader, id: string): Promise<string | undefined> {
  const row = await reader.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name
}
