/** What a key may be called: names tell an owner's live keys apart. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Writer } from '../storage/index.ts'
import { selectLive } from './find.ts'
import type { Key } from './key.ts'

/** 1 to 100 characters after trimming, none of them half of one, a control character, a line break or a sign that turns text around. */
export function readKeyName(text: string): string | Refusal<'invalid_name'> {
  const name = text.trim()
  if (/^[^\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]{1,100}$/u.test(name)) return name
  return refuse('invalid_name', 'This cannot be the name of a key.', 'Use 1 to 100 characters on one line.')
}

/** A name is taken while another key of that owner has it and lives; one that was rotated has passed it on. */
export async function objectionToName(
  transaction: Writer,
  { id, owner, name }: Pick<Key, 'id' | 'owner' | 'name'>,
  now: number,
): Promise<Refusal<'name_taken'> | undefined> {
  const taken = await selectLive(transaction, now)
    .select('keys.id')
    .where('keys.owner_id', '=', owner.id)
    .where('keys.owner_kind', '=', owner.kind)
    .where('keys.name', '=', name)
    .where('keys.id', '!=', id)
    .where('keys.replaced_by', 'is', null)
    .executeTakeFirst()
  if (taken === undefined) return undefined
  return refuse(
    'name_taken',
    'There is a live key of this name already.',
    'Choose another name, or revoke that key.',
  )
}
