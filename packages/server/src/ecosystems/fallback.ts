/** Where a repository sends its clients for names that nobody here owns: the public index that its configuration names. */
import { isUnowned, type UnownedName } from '../repositories/index.ts'

/** The address of the index, with a slash at its end; `undefined` where the repository has no fallback. */
export type FallbackOf = (unowned: UnownedName) => string | undefined

/** By `pypi:acme`, or `pypi:*` for every repository of an ecosystem. */
export type Fallbacks = Readonly<Record<string, string>>

/** Takes nothing but the proof that a name is nobody's here, so no other name is ever told to a fallback. */
export function createFallbackOf(fallbacks: Fallbacks): FallbackOf {
  const addresses = new Map(Object.entries(fallbacks))
  return unowned => {
    if (!isUnowned(unowned)) throw new TypeError('Only what nobody owns here is asked of a fallback.')
    const { ecosystem, organization } = unowned.repository
    return addresses.get(`${ecosystem}:${organization.name}`) ?? addresses.get(`${ecosystem}:*`)
  }
}
