/** What a key may be called: names tell an owner's live keys apart. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { KeysTable, Writer } from '../storage/index.ts'

/** 1 to 100 characters after trimming, none of them a control character. */
export function readKeyName(text: string): string | Refusal<'invalid_name'> {
  const name = text.trim()
  if (/^[^\p{Cc}\u2028\u2029]{1,100}$/u.test(name)) return name
  return refuse('invalid_name', 'This cannot be the name of a key.', 'Use 1 to 100 characters on one line.')
}

/** A name is taken while a key of that name lives: neither revoked nor expired when `row` is made. */
export async function objectionToName(
  transaction: Writer,
  row: KeysTable,
): Promise<Refusal<'name_taken'> | undefined> {
  const taken = await transaction
    .selectFrom('keys')
    .select('id')
    .where('owner_id', '=', row.owner_id)
    .where('owner_kind', '=', row.owner_kind)
    .where('name', '=', row.name)
    .where('revoked_at', 'is', null)
    .where(({ eb, or }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', row.created_at)]))
    .executeTakeFirst()
  if (taken === undefined) return undefined
  return refuse(
    'name_taken',
    'There is a live key of this name already.',
    'Choose another name, or revoke that key.',
  )
}
