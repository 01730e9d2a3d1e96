/** How the API says no: `{ "error": { code, message, next } }`, and a challenge where a credential is what lacks. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Context } from 'hono'
import { statusOf } from '../http/index.ts'
import type { Environment } from './environment.ts'

/** The answer to a refused request, told to whoever observes it. `status` where the table's would not do. */
export function refusedResponse({ env }: Context<Environment>, refusal: Refusal, status?: number): Response {
  env.note({ refusal: refusal.code })
  return errorResponse(refusal, status)
}

/** The answer to a refused request. `status` where the table's would not do. */
export function errorResponse(refusal: Refusal, status = statusOf(refusal)): Response {
  const { code, message, next } = refusal
  const headers = new Headers({ 'cache-control': 'no-store' })
  const challenge = challengeFor(refusal, status)
  if (challenge !== undefined) headers.set('www-authenticate', challenge)
  const seconds = 'retryAfter' in refusal ? refusal.retryAfter : undefined
  if (typeof seconds === 'number') headers.set('retry-after', String(Math.ceil(seconds)))
  return Response.json({ error: { code, message, ...(next !== undefined && { next }) } }, { status, headers })
}

/**
 * RFC 6750 section 3: a 401 MUST carry a challenge; where no credential was sent it SHOULD NOT carry an error code.
 * A 403 names `insufficient_scope` (3.1).
 */
function challengeFor({ code, message }: Refusal, status: number): string | undefined {
  const realm = 'Bearer realm="latchkey"'
  if (status === 401 && code === 'credential_required') return realm
  if (status !== 401 && status !== 403) return undefined
  const error = status === 401 ? 'invalid_token' : 'insufficient_scope'
  // RFC 6750 section 3: a description has neither quotes, backslashes nor anything but visible ASCII and spaces.
  const description = message.replaceAll(/["\\]/g, "'").replaceAll(/[^ -~]/g, '?')
  return `${realm}, error="${error}", error_description="${description}"`
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

export function methodNotAllowed(context: Context<Environment>, allowed: readonly string[]): Response {
  const list = allowed.join(', ')
  const refusal = refuse('method_not_allowed', `${context.req.method} does nothing here.`, `Use ${list}.`)
  const response = refusedResponse(context, refusal)
  response.headers.set('allow', list)
  return response
}
