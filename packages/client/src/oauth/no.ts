/** What an authorization server says no with, told from every other way in which nothing came of a question. */
import type { Secret } from '@latchkey/protocol'
import { type Refusal, refuse } from '@latchkey/tokens'
import { type AuthError, authError } from '../errors.ts'

/** The server's own definite word: `code` is an error of RFC 6749, 5.2 or RFC 8628, 3.5. Asking again helps nothing. */
export interface No extends Refusal {
  readonly kind: 'no'
  readonly status: number
}

/** It did not get to an answer. `retryAfter`, in milliseconds, where it says when to come again. */
export interface Later extends AuthError<'too_many_requests' | 'bad_answer'> {
  readonly retryAfter?: number
}

export function isNo(value: unknown): value is No {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'no'
}

/** Of a request that was answered, and whose answer `oauth4webapi` would not take. `sent` is never repeated. */
export async function whyNot(
  thrown: unknown,
  response: Response,
  sent: readonly Secret[],
  now: number,
): Promise<No | Later> {
  const { status } = response
  const body = isDefinite(status) ? await errorOf(thrown) : undefined
  if (body !== undefined) {
    const said = readable(body.error_description, sent) ?? `The registry says: ${body.error}.`
    return Object.freeze({ ...refuse(body.error, said, 'Log in again.'), kind: 'no' as const, status })
  }
  return laterOf(response, now)
}

/** Of an answer that says nothing about what was asked. */
export function laterOf(response: Response, now: number): Later {
  const { status, headers } = response
  const after = retryAfter(headers.get('retry-after'), now)
  const later = status === 429 || status === 503 ? tooBusy(response) : badAnswer(response)
  return Object.freeze({ ...later, ...(after !== undefined && { retryAfter: after }) })
}

/** 408, 425 and 429 are about when, not about what. */
export function isDefinite(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status)
}

/** The server cannot do it now, whatever the status (RFC 6749, 4.1.2.1). */
const passing = ['server_error', 'temporarily_unavailable']

interface ErrorBody {
  readonly error: string
  readonly error_description?: unknown
}

async function errorOf(thrown: unknown): Promise<ErrorBody | undefined> {
  const body = await bodyOf(thrown)
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined
  const { error } = body
  if (typeof error !== 'string' || !/^[a-z_]{1,64}$/.test(error) || passing.includes(error)) return undefined
  return { ...body, error }
}

/** Behind a challenge (RFC 9110, 15.5.2 wants one with every 401) the body is unread. */
async function bodyOf(thrown: unknown): Promise<unknown> {
  const { ResponseBodyError, WWWAuthenticateChallengeError } = await import('oauth4webapi')
  if (thrown instanceof ResponseBodyError) return thrown.cause
  if (!(thrown instanceof WWWAuthenticateChallengeError)) return undefined
  try {
    return await thrown.response.json()
  } catch {
    return undefined
  }
}

/** A sentence that others wrote: of what RFC 6749, 5.2 allows, not endless, and without what was sent there. */
export function readable(text: unknown, sent: readonly Secret[]): string | undefined {
  if (typeof text !== 'string') return undefined
  const safe = sent.reduce((said, secret) => said.replaceAll(secret.expose(), '[redacted]'), text)
  return (
    safe
      .replaceAll(/[^ -~]/g, ' ')
      .trim()
      .slice(0, 300) || undefined
  )
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

function tooBusy({ url, status }: Response): AuthError<'too_many_requests'> {
  return authError(
    'too_many_requests',
    `${hostOf(url)} has too much to do (${status}).`,
    'Wait a little, then try again.',
  )
}

function badAnswer({ url, status }: Response): AuthError<'bad_answer'> {
  return authError(
    'bad_answer',
    `${hostOf(url)} answered ${status} with nothing that a registry says here.`,
    'Check the address of the registry, and whether a proxy or the sign-in page of a network stands in between; then try again.',
  )
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'The registry'
}
