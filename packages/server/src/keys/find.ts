/** The look-ups that both a reader and a transaction make. */
import type { Reader } from '../storage/index.ts'
import { type Key, readKey } from './key.ts'

/** A key with what must be known of its owner. */
export interface VerifiableKey {
  readonly key: Key
  readonly ownerDisabled: boolean
}

export async function findKey(reader: Reader, id: string): Promise<Key | undefined> {
  const row = await reader.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst()
  return row && readKey(row)
}

/** One query: the key's row joined with its owner's. An organization is never disabled. */
export async function findVerifiable(reader: Reader, id: string): Promise<VerifiableKey | undefined> {
  const row = await reader
    .selectFrom('keys')
    .leftJoin('accounts', join =>
      join.onRef('accounts.id', '=', 'keys.owner_id').on('keys.owner_kind', '=', 'account'),
    )
    .selectAll('keys')
    .select('accounts.disabled_at as owner_disabled_at')
    .where('keys.id', '=', id)
    .executeTakeFirst()
  return row && { key: readKey(row), ownerDisabled: row.owner_disabled_at !== null }
}

export async function organizationName(reader: Reader, id: string): Promise<string | undefined> {
  const row = await reader.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name
}
