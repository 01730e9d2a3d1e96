/** What keys were traded for at a registry, and is kept here beside its login. */
import { exchangedName, type StoreState } from '@latchkey/client'

/** What a key was traded for, kept until it is over. */
export interface KeptToken {
  readonly registry: string
  /** What it is for: `pypi:acme`, or `*:acme` for all repositories of an organization. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly expiresAt?: number
}

/** Those that are not over by `now`, in milliseconds since 1970. */
export function keptTokens(state: StoreState, origin: string, now: number): readonly KeptToken[] {
  const prefix = exchangedName(origin, '')
  return Object.entries(state)
    .filter(([name, { expiresAt = Number.POSITIVE_INFINITY }]) => name.startsWith(prefix) && expiresAt > now)
    .map(([name, { expiresAt }]) => ({
      // Behind it stands which key it was.
      ...{ registry: origin, name: name.slice(prefix.length).replace(/ \S*$/, '') },
      ...(expiresAt !== undefined && { expiresAt }),
    }))
}
