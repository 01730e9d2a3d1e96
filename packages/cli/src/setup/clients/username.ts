/** The user name that a client is told: a keyring and git's helpers are asked for a password only where there is one. */
import type { Place } from '../client-setup.ts'

/** Servers do not look at it; Latchkey's helpers take any other than the usual one for an account. */
export function username({ account = '__token__' }: Pick<Place, 'account'>): string {
  return account
}

/** The registry's address with it. */
export function withUsername(place: Pick<Place, 'origin' | 'account'>): string {
  return place.origin.replace('://', `://${username(place)}@`)
}
