/** How long a login and its tokens work; milliseconds. Settings only ever shorten them. */
import type { Login } from './login.ts'

export interface Lifetimes {
  /** Of an access token; thirty minutes. */
  readonly accessToken: number
  /** Of a login that nobody uses; thirty days. */
  readonly unused: number
  /** Of a login, however much it is used; a year. */
  readonly longest: number
}

const minute = 60 * 1000
const day = 24 * 60 * minute

export const longestLifetimes: Lifetimes = { accessToken: 30 * minute, unused: 30 * day, longest: 365 * day }

/** No longer than these, and an access token no longer than its login. */
export function shortened(lifetimes: Partial<Lifetimes> = {}): Lifetimes {
  const longest = Math.min(lifetimes.longest ?? longestLifetimes.longest, longestLifetimes.longest)
  const unused = Math.min(lifetimes.unused ?? longestLifetimes.unused, longestLifetimes.unused)
  const accessToken = Math.min(
    lifetimes.accessToken ?? longestLifetimes.accessToken,
    longestLifetimes.accessToken,
  )
  return { accessToken: Math.min(accessToken, unused, longest), unused, longest }
}

/** When a login is over unless it is used before; milliseconds since 1970. */
export function endOf({ expiresAt, rotatedAt, lastUsed }: Login, { unused }: Lifetimes): number {
  return Math.min(expiresAt, Math.max(rotatedAt, lastUsed?.at ?? 0) + unused)
}
