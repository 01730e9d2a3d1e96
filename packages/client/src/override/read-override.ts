/** What somebody would have used instead, checked before anybody is asked about it. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { placeOf } from '../http/index.ts'

export function originOf(registry: string): string | AuthError<'invalid_configuration'> {
  const place = placeOf(registry)
  if (!refused(place)) return place.origin
  return authError('invalid_configuration', place.message, place.next, place)
}

const longest = 8192

/** Visible ASCII, not endless: what can be a header's value. Whether it is good is the registry's to say. */
export function readOverride(origin: string, token: Secret): Credential | AuthError<'malformed_token'> {
  const text = token.expose().trim()
  if (text.length > longest || !/^[!-~]+$/.test(text)) return malformed
  return { origin, pathPrefix: '/', kind: 'access', scopes: [], source: 'override', token: new Secret(text) }
}

export function isLifetime(milliseconds: number): boolean {
  return Number.isFinite(milliseconds) && milliseconds > 0
}

const malformed = authError(
  'malformed_token',
  'What was given is no token: it is empty, too long, or more than one word.',
  'Copy it again, from its first character to its last.',
)
