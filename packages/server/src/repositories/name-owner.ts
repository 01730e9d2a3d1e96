/** Whose a name is: the one place where it is told that nobody here has anything to do with it. */
import type { Reader } from '../storage/index.ts'
import { findPackage } from './find.ts'
import type { Package, Repository } from './repository.ts'
import { patternsOver } from './reservations.ts'

declare const nobodys: unique symbol

/**
 * A name without a package in its repository, and so without a file, also one that was deleted or yanked, and without a
 * maintainer; and without a reservation. Only `ownerOf` makes one, and nothing else can be asked of a fallback.
 */
export interface UnownedName {
  readonly [nobodys]: true
  readonly repository: Repository
  /** In the ecosystem's normal form. */
  readonly name: string
}

export type NameOwner =
  | { readonly kind: 'package'; readonly package: Package }
  /** Or published a moment ago. */
  | { readonly kind: 'reserved' }
  | { readonly kind: 'nobody'; readonly unowned: UnownedName }

const proofs = new WeakSet<object>()

/** `name` in the ecosystem's normal form. */
export async function ownerOf(reader: Reader, repository: Repository, name: string): Promise<NameOwner> {
  const found = await findPackage(reader, repository.id, name)
  if (found !== undefined) return { kind: 'package', package: found }
  return (await isOwned(reader, repository, name))
    ? { kind: 'reserved' }
    : { kind: 'nobody', unowned: unownedName(repository, name) }
}

/** In one statement, so that a name that is published and given up at this moment is owned at all of its moments. */
async function isOwned(reader: Reader, { id }: Repository, name: string): Promise<boolean> {
  const reservation = reader
    .selectFrom('reservations')
    .select('repository_id')
    .where('repository_id', '=', id)
    .where('pattern', 'in', patternsOver(name))
  const published = reader
    .selectFrom('packages')
    .select('repository_id')
    .where('repository_id', '=', id)
    .where('name', '=', name)
  return (await reservation.union(published).executeTakeFirst()) !== undefined
}

/** Not a name of the room's door. */
function unownedName(repository: Repository, name: string): UnownedName {
  const made = Object.freeze({ repository, name }) as UnownedName
  proofs.add(made)
  return made
}

/** Whether a value was made by `ownerOf`: a cast, a copy or a look-alike was not. */
export function isUnowned(value: unknown): value is UnownedName {
  return typeof value === 'object' && value !== null && proofs.has(value)
}
