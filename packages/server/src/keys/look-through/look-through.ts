/** Looking through an owner's keys: some of them, in an order, a page at a time, however many there are. */
import { sql } from 'kysely'
import { type Page, type PageRequest, type Reader, rowsFor } from '../../storage/index.ts'
import { selectKeys } from '../find.ts'
import { type Key, type KeyOwner, readKey } from '../key.ts'
import { inState, type KeyState, type Wanted, withWord } from './only.ts'
import { after, type KeyOrder, orders, type Place, readPlace, writePlace } from './orders.ts'

export interface KeyQuery extends PageRequest {
  readonly order?: KeyOrder
  /** All of them where it is left out. */
  readonly state?: KeyState
  /** In the name or in a target. */
  readonly word?: string
}

export interface KeyPage extends Page<Key> {
  /** Whether there are more keys, which are older and have no place in this order. */
  readonly newestOnly?: true
}

/**
 * So many keys a page looks at, where not all are wanted. It may thus hold few of them, or none, and be followed by
 * another that holds more: what a page costs hangs on no number of keys. An order that no index has is that of the
 * newest so many.
 */
export const farthest = 1000

/** `now`: milliseconds since 1970. */
export async function lookThrough(
  reader: Reader,
  owner: KeyOwner,
  { order = 'newest', state, word = '', ...page }: KeyQuery,
  now: number,
): Promise<KeyPage> {
  const wanted: Wanted[] = []
  if (state !== undefined) wanted.push(inState(state, now))
  if (word !== '') wanted.push(withWord(word))
  const { term, direction, indexed } = orders[order]
  const from = page.after === undefined ? startOf(order, state, now) : readPlace(order, page.after)
  if (from === undefined) return { items: [] }

  const along = indexed ? order : 'newest'
  const begin = indexed ? from : orders.newest.start
  const end = indexed && wanted.length === 0 ? undefined : await placeAfter(reader, owner, along, begin)
  let found = selectKeys(reader)
    .select(term.as('place'))
    .where('keys.owner_id', '=', owner.id)
    .where('keys.owner_kind', '=', owner.kind)
    .where(after(order, from))
  for (const { row } of wanted) found = found.where(row)
  if (end !== undefined) found = found.where(sql<boolean>`not ${after(along, end)}`)
  const rows = await found
    .orderBy(term, direction)
    .orderBy('keys.id', direction)
    .limit(rowsFor(page))
    .execute()

  const shown = rows.slice(0, rowsFor(page) - 1)
  const last = shown.at(-1)
  const isFull = last !== undefined && shown.length < rows.length
  const next = isFull ? { value: last.place, id: last.id } : indexed ? end : undefined
  return {
    items: shown.map(row => readKey(row)).filter(key => wanted.every(each => each.key(key))),
    ...(next !== undefined && { next: writePlace(next) }),
    ...(!indexed && end !== undefined && { newestOnly: true }),
  }
}

/** As far as a page looks; nothing where it sees the last of them. */
async function placeAfter(
  reader: Reader,
  owner: KeyOwner,
  order: KeyOrder,
  from: Place,
): Promise<Place | undefined> {
  const { term, direction } = orders[order]
  return reader
    .selectFrom('keys')
    .select([term.as('value'), 'keys.id'])
    .where('keys.owner_id', '=', owner.id)
    .where('keys.owner_kind', '=', owner.kind)
    .where(after(order, from))
    .orderBy(term, direction)
    .orderBy('keys.id', direction)
    .offset(farthest - 1)
    .limit(1)
    .executeTakeFirst()
}

/** What expires first of those that live stands behind all that expired. */
function startOf(order: KeyOrder, state: KeyState | undefined, now: number): Place {
  const isOver = state === undefined || state === 'expired' || state === 'revoked'
  return order === 'expiry' && !isOver ? { value: now, id: '~' } : orders[order].start
}
