/** A credential with all that decides where it may go and until when. */
import type { Secret } from '@latchkey/protocol'

/** Where a credential was found. */
export const sources = [
  'override',
  'explicit',
  'environment',
  'repository key',
  'key',
  'exchanged',
  'login',
] as const
export type Source = (typeof sources)[number]

/**
 * `key`: long-lived. `login`: an access token with the refresh token beside it. `access`: an access token alone.
 * `exchanged`: what a key was traded for. `repository-key`: set for exactly one repository.
 */
export const credentialKinds = ['key', 'login', 'access', 'exchanged', 'repository-key'] as const

export interface Credential {
  /** The origin that it was issued for, `scheme://host:port` as `URL.origin` writes it. It goes to no other. */
  readonly origin: string
  /** `/`, or the folder of the origin that it is for. */
  readonly pathPrefix: string
  /** Whose it is, where that is known. */
  readonly account?: string
  readonly kind: (typeof credentialKinds)[number]
  /** OAuth scopes; none where they are not known. */
  readonly scopes: readonly string[]
  /** Milliseconds since 1970, by this machine's clock when it was received. Left out where nobody said. */
  readonly expiresAt?: number
  /** Milliseconds since 1970, by the same clock: when it was received. A clock that shows less has gone back. */
  readonly receivedAt?: number
  readonly source: Source
  readonly token: Secret
  /** Goes to the token endpoint of `origin` alone. */
  readonly refreshToken?: Secret
  /** The OAuth client that the login was made as, which alone may refresh and end it (RFC 6749, 6). */
  readonly clientId?: string
}

/** Under which name a store keeps the login of an origin: one each, unless the accounts are told apart. */
export function loginName(origin: string, account?: string): string {
  return ['login', origin, ...(account === undefined ? [] : [account])].join(' ')
}

/**
 * Under which name a store keeps what a key was traded for: the name that it was asked for, `hexpm:acme`, or
 * `*:acme` for all repositories of an organization.
 */
export function exchangedName(origin: string, name: string): string {
  return `exchanged ${origin} ${name}`
}

/** `*:acme` of `pypi:acme`; undefined for a name without an organization. */
export function everythingOf(repository: string): string | undefined {
  const colon = repository.indexOf(':')
  return colon < 0 ? undefined : `*${repository.slice(colon)}`
}
