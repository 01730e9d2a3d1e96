/** How every endpoint says no, through whatever door. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { RawRequest, RawResponse } from '../http/index.ts'
import type { Door } from './door.ts'
import { descriptionOf, oauthErrorOf } from './errors.ts'

/** The answer to a refused request, told to whoever observes it. */
export function refusedAnswer(
  request: RawRequest,
  refusal: Refusal,
  door: Door,
  headers: RawResponse['headers'] = [],
): RawResponse {
  request.note({ refusal: refusal.code })
  const { status, error } = oauthErrorOf(refusal)
  const challenge = status === 401 ? [['WWW-Authenticate', door.challenge] as const] : []
  const all = [...challenge, ...retryAfter(refusal), ...headers]
  return door.refuse(request, { status, error, description: descriptionOf(refusal) }, all)
}

function retryAfter(refusal: Refusal): RawResponse['headers'] {
  const seconds = 'retryAfter' in refusal ? refusal.retryAfter : undefined
  return typeof seconds === 'number' ? [['Retry-After', String(Math.ceil(seconds))]] : []
}

export function methodNotAllowed(request: RawRequest, allowed: string, door: Door): RawResponse {
  const refusal = refuse('method_not_allowed', `${request.method} does nothing here.`, `Use ${allowed}.`)
  return refusedAnswer(request, refusal, door, [['Allow', allowed]])
}

export const notFound = refuse(
  'not_found',
  'There is no endpoint at this path.',
  'See /.well-known/oauth-authorization-server for those that there are.',
)

export const internalError = refuse(
  'internal_error',
  'Something broke on the side of the server.',
  'Try again in a moment. If it stays, tell an administrator when it happened.',
)
