/** How the endpoints answer: JSON that nobody keeps (RFC 6749, 5). */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { RawRequest, RawResponse } from '../http/index.ts'
import type { Answer } from './endpoint.ts'
import { descriptionOf, oauthErrorOf } from './errors.ts'

const fixed: RawResponse['headers'] = [
  ['Content-Type', 'application/json'],
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
]

export function answered(answer: Answer): RawResponse {
  return { status: 200, headers: fixed, body: answer === undefined ? '' : JSON.stringify(answer) }
}

/** The answer to a refused request, told to whoever observes it. */
export function refusedAnswer(request: Pick<RawRequest, 'note'>, refusal: Refusal): RawResponse {
  request.note({ refusal: refusal.code })
  const { status, error } = oauthErrorOf(refusal)
  return {
    status,
    headers: [...fixed, ...(status === 401 ? challenge : []), ...retryAfter(refusal)],
    body: JSON.stringify({ error, error_description: descriptionOf(refusal) }),
  }
}

/** RFC 9110, 15.5.2: a 401 has a challenge. The one scheme of these endpoints is that of clients. */
const challenge: RawResponse['headers'] = [['WWW-Authenticate', 'Basic realm="latchkey"']]

function retryAfter(refusal: Refusal): RawResponse['headers'] {
  const seconds = 'retryAfter' in refusal ? refusal.retryAfter : undefined
  return typeof seconds === 'number' ? [['Retry-After', String(Math.ceil(seconds))]] : []
}

export function methodNotAllowed(request: RawRequest, allowed: string): RawResponse {
  const refusal = refuse('method_not_allowed', `${request.method} does nothing here.`, `Use ${allowed}.`)
  const answer = refusedAnswer(request, refusal)
  return { ...answer, headers: [...answer.headers, ['Allow', allowed]] }
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
