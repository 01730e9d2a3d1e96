/** Everything that this person may be logged in as. */
import { loginName, type StoreState } from '@latchkey/client'
import { type Chosen, isSameLogin, type Settings } from '../registries/index.ts'

/** What they logged in to, in that order, then what is kept though the settings do not know it. */
export function everyLogin({ known }: Pick<Settings, 'known'>, state: StoreState): readonly Chosen[] {
  const kept = Object.entries(state)
    .filter(([name, { origin, account }]) => name === loginName(origin, account))
    .map(([, { origin, account }]) => ({ registry: origin, ...(account !== undefined && { account }) }))
  const unknown = kept.filter(
    each => !known.some(one => isSameLogin({ ...one, registry: originOf(one) }, each)),
  )
  return [...known, ...unknown]
}

/** A registry may lie in a folder; its logins are kept by its origin. */
export function originOf({ registry }: Chosen): string {
  return URL.canParse(registry) ? new URL(registry).origin : registry
}
