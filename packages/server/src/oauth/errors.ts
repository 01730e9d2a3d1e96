/** From a refusal to an error of OAuth and its HTTP status: one table. */
import type { Refusal } from '@latchkey/tokens'
import { statusOf } from '../http/index.ts'

/** RFC 6749, 5.2; RFC 8628, 3.5; RFC 7009, 2.2.1. Refusals with these codes are answered as they are. */
const errors: Readonly<Record<string, number>> = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  authorization_pending: 400,
  slow_down: 400,
  access_denied: 400,
  expired_token: 400,
  unsupported_token_type: 400,
}

/** What every endpoint may have to say besides, in the nearest words that clients know. */
const others: Readonly<Record<number, string>> = {
  429: 'temporarily_unavailable',
  500: 'server_error',
  503: 'temporarily_unavailable',
}

export interface OAuthError {
  readonly status: number
  readonly error: string
}

export function oauthErrorOf(refusal: Refusal): OAuthError {
  const known = errors[refusal.code]
  if (known !== undefined) return { status: known, error: refusal.code }
  const status = statusOf(refusal)
  return { status, error: others[status] ?? 'invalid_request' }
}

/** RFC 6749, 5.2: visible ASCII and spaces, and neither quotes nor backslashes. */
export function descriptionOf({ message, next }: Refusal): string {
  const text = next === undefined ? message : `${message} ${next}`
  return text.replaceAll(/["\\]/g, "'").replaceAll(/[^ -~]/g, '?')
}
