/** Where a repository sends its clients for names that nobody here owns: the public index that its configuration names. */
import { isUnowned, type Repository, type UnownedName } from '../repositories/index.ts'

/** The address of the index, with a slash at its end; `undefined` where the repository has no fallback. */
export type FallbackOf = (unowned: UnownedName) => string | undefined

/** By `pypi:acme`, or `pypi:*` for every repository of an ecosystem. */
export type Fallbacks = Readonly<Record<string, string>>

/** What is configured for a repository, to be told; names are asked of it by `createFallbackOf` alone. */
export function fallbackFor(
  fallbacks: Fallbacks,
  { ecosystem, organization }: Pick<Repository, 'ecosystem' | 'organization'>,
): string | undefined {
  const addresses = new Map(Object.entries(fallbacks))
  return addresses.get(`${ecosystem}:${organization.name}`) ?? addresses.get(`${ecosystem}:*`)
}

/** Takes nothing but the proof that a name is nobody's here, so no other name is ever told to a fallback. */
export function createFallbackOf(fallbacks: Fallbacks): FallbackOf {
  return unowned => {
    if (!isUnowned(unowned)) throw new TypeError('Only what nobody owns here is asked of a fallback.')
    return fallbackFor(fallbacks, unowned.repository)
  }
}
