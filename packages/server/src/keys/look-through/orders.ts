/** The orders that an owner's keys are looked through in: each but one follows an index of its own, from any place in it. */
import { type RawBuilder, sql } from 'kysely'

export const keyOrders = ['newest', 'name', 'expiry', 'last-used'] as const

export type KeyOrder = (typeof keyOrders)[number]

/** Where a key stands in an order, and behind those that stand there as well. */
export interface Place {
  readonly value: string | number
  readonly id: string
}

interface Order {
  readonly term: RawBuilder<string | number>
  readonly direction: 'asc' | 'desc'
  /** Whether an index has it. One for the last use would be written with each use. */
  readonly indexed: boolean
  /** Before every key. */
  readonly start: Place
  /** What a place's value is. */
  readonly value: 'string' | 'number'
}

/** Later than any day: when a key expires that never does. Written out, for an index answers to its own words only. */
const never = 9007199254740991

export const orders: Readonly<Record<KeyOrder, Order>> = {
  newest: {
    term: sql`keys.created_at`,
    direction: 'desc',
    indexed: true,
    start: { value: Number.MAX_SAFE_INTEGER, id: '' },
    value: 'number',
  },
  name: {
    term: sql`lower(keys.name)`,
    direction: 'asc',
    indexed: true,
    start: { value: '', id: '' },
    value: 'string',
  },
  expiry: {
    term: sql`coalesce(keys.expires_at, ${sql.lit(never)})`,
    direction: 'asc',
    indexed: true,
    start: { value: -1, id: '' },
    value: 'number',
  },
  'last-used': {
    term: sql`coalesce(keys.last_used_at, 0)`,
    direction: 'desc',
    indexed: false,
    start: { value: Number.MAX_SAFE_INTEGER, id: '' },
    value: 'number',
  },
}

/** In that order, comes after the place. */
export function after(order: KeyOrder, { value, id }: Place): RawBuilder<boolean> {
  const { term, direction } = orders[order]
  // The first comparison finds the place in the index, the second tells apart what stands there.
  return direction === 'asc'
    ? sql`(${term} >= ${value} and (${term}, keys.id) > (${value}, ${id}))`
    : sql`(${term} <= ${value} and (${term}, keys.id) < (${value}, ${id}))`
}

export function writePlace({ value, id }: Place): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/** `undefined` where it is none of ours, or one of another order. */
export function readPlace(order: KeyOrder, text: string): Place | undefined {
  let read: unknown
  try {
    read = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
  if (!Array.isArray(read)) return undefined
  const [value, id] = read
  const fits = typeof value === 'number' ? Number.isSafeInteger(value) : typeof value === 'string'
  if (!fits || typeof value !== orders[order].value || typeof id !== 'string') return undefined
  return [String(value), id].some(part => part.includes('\0')) ? undefined : { value, id }
}
