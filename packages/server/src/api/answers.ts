/** How the API answers: JSON that nobody keeps; where it says no, `{ "error": { code, message, next } }`. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { type RawRequest, type RawResponse, statusOf } from '../http/index.ts'

/** `text` is JSON. */
export function jsonAnswer(status: number, text: string, headers: RawResponse['headers'] = []): RawResponse {
  return { status, headers: [...fixed, ...headers], body: text }
}

const fixed: RawResponse['headers'] = [
  ['Content-Type', 'application/json'],
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
]

/** The answer to a refused request, told to whoever observes it. `status` where the table's would not do. */
export function refusedAnswer(
  request: RawRequest,
  refusal: Refusal,
  status = statusOf(refusal),
  headers: RawResponse['headers'] = [],
): RawResponse {
  request.note({ refusal: refusal.code })
  const { code, message, next } = refusal
  const text = JSON.stringify({ error: { code, message, ...(next !== undefined && { next }) } })
  return jsonAnswer(status, text, [...challengeFor(refusal, status), ...retryAfter(refusal), ...headers])
}

function retryAfter(refusal: Refusal): RawResponse['headers'] {
  const seconds = 'retryAfter' in refusal ? refusal.retryAfter : undefined
  return typeof seconds === 'number' ? [['Retry-After', String(Math.ceil(seconds))]] : []
}

/**
 * RFC 6750 section 3: a 401 MUST carry a challenge; where no credential was sent it SHOULD NOT carry an error code.
 * A 403 names `insufficient_scope` (3.1).
 */
function challengeFor({ code, message }: Refusal, status: number): RawResponse['headers'] {
  const realm = 'Bearer realm="latchkey"'
  if (status === 401 && code === 'credential_required') return [['WWW-Authenticate', realm]]
  if (status !== 401 && status !== 403) return []
  const error = errorOf(code, status)
  // RFC 6750 section 3: a description has neither quotes, backslashes nor anything but visible ASCII and spaces.
  const description = message.replaceAll(/["\\]/g, "'").replaceAll(/[^ -~]/g, '?')
  return [['WWW-Authenticate', `${realm}, error="${error}", error_description="${description}"`]]
}

/** What a client does about it: gives a code for the same token, gets another, or asks for more. */
function errorOf(code: string, status: number): string {
  if (status === 403) return 'insufficient_scope'
  return code === 'totp_required' ? code : 'invalid_token'
}

export const notFound: Refusal = refuse(
  'not_found',
  'There is no operation at this path.',
  'See /api/v1/openapi.json for those that there are.',
)

export const internalError: Refusal = refuse(
  'internal_error',
  'Something broke on the side of the server.',
  'Try again in a moment. If it stays, tell an administrator when it happened.',
)

export function methodNotAllowed(request: RawRequest, allowed: readonly string[]): RawResponse {
  const list = allowed.join(', ')
  const refusal = refuse('method_not_allowed', `${request.method} does nothing here.`, `Use ${list}.`)
  return refusedAnswer(request, refusal, 405, [['Allow', list]])
}
