/** Names that a repository keeps to itself before it has such a package: one, or all that begin with a word: `acme-*`. */
import { normalPackageName, quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { type Cause, recordEvent } from '../audit/index.ts'
import type { Reader, Writer } from '../storage/index.ts'
import { concerningRepository } from './concerning.ts'
import type { Repository } from './repository.ts'

/** `acme-widget`, or `acme-*`; in the ecosystem's normal form. */
export type ReservedName = string

/** A word ends where a separator stands, so that `acme-*` is not about `acmeology`. */
const shape = /^[\w@](?:[\w./-]{0,198}\w)?$|^[\w@][\w./-]{0,198}[_./-]\*$/

/** Each is read whenever somebody looks for a name that is not there. */
const most = 1000

export interface ReservationInput {
  readonly names: readonly string[]
  readonly cause: Cause
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Reserves all of them or none; what is reserved already stays so. */
export async function reserve(
  transaction: Writer,
  repository: Repository,
  { names, cause, now }: ReservationInput,
): Promise<readonly ReservedName[] | Refusal> {
  const { id, ecosystem } = repository
  const reserved: ReservedName[] = []
  for (const name of names) {
    const pattern = readReservedName(ecosystem, name)
    if (refused(pattern)) return pattern
    reserved.push(pattern)
  }
  const rows = reserved.map(pattern => ({ repository_id: id, pattern, created_at: now }))
  await transaction
    .insertInto('reservations')
    .values(rows)
    .onConflict(conflict => conflict.columns(['repository_id', 'pattern']).doNothing())
    .execute()
  if ((await reservationsOf(transaction, id)).length > most) return tooMany
  await recordEvent(transaction, {
    ...{ what: 'repository.names_reserved', at: now, cause, details: { names: reserved } },
    ...concerningRepository(repository),
  })
  return reserved
}

/** Gives all of them up, or none where one is not reserved. */
export async function release(
  transaction: Writer,
  repository: Repository,
  { names, cause, now }: ReservationInput,
): Promise<readonly ReservedName[] | Refusal> {
  const { id, ecosystem } = repository
  const patterns = names.map(name => normalPackageName(ecosystem, name))
  for (const pattern of patterns) {
    const { numDeletedRows } = await transaction
      .deleteFrom('reservations')
      .where('repository_id', '=', id)
      .where('pattern', '=', pattern)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return unknownReservation(pattern)
  }
  await recordEvent(transaction, {
    ...{ what: 'repository.names_released', at: now, cause, details: { names: patterns } },
    ...concerningRepository(repository),
  })
  return patterns
}

/** By name. */
export async function reservationsOf(reader: Reader, repositoryId: string): Promise<readonly ReservedName[]> {
  const all = reader.selectFrom('reservations').select('pattern').where('repository_id', '=', repositoryId)
  return (await all.orderBy('pattern').execute()).map(({ pattern }) => pattern)
}

/** What a row may say that would reserve this name: `acme-big-widget`, `acme-*`, `acme-big-*`. */
export function patternsOver(name: string): readonly string[] {
  const separators = [...name.matchAll(/[._/-]/g)]
  return [name, ...separators.map(({ index }) => `${name.slice(0, index + 1)}*`)]
}

function readReservedName(ecosystem: string, name: string): ReservedName | Refusal<'reservation_malformed'> {
  if (shape.test(name)) return normalPackageName(ecosystem, name)
  return refuse(
    'reservation_malformed',
    `${quoted(name)} cannot be reserved.`,
    'Write the name of a package, or a word with a hyphen and a star for all that begin so: acme-*.',
  )
}

function unknownReservation(pattern: string): Refusal<'unknown_reservation'> {
  return refuse('unknown_reservation', `${quoted(pattern)} is not reserved.`, 'List what is, and name it so.')
}

const tooMany = refuse(
  'too_many_reservations',
  `A repository reserves no more than ${most} names.`,
  'Reserve all that begin with a word at once: acme-*.',
)
