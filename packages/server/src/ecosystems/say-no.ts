/** Settles the status of a refusal, and what HTTP demands beside it; the words are the ecosystem's. */
import type { Refusal } from '@latchkey/tokens'
import { type RawRequest, type RawResponse, statusOf } from '../http/index.ts'
import type { Ecosystem } from './ecosystem.ts'

/** Asks who it is. RFC 9110 section 15.5.2: a 401 says how to sign in. */
export function askWho(ecosystem: Ecosystem, request: RawRequest, refusal: Refusal): RawResponse {
  return answer(ecosystem, request, refusal, { status: 401, headers: [] })
}

/** Says no to whoever it is. */
export function sayNo(
  ecosystem: Ecosystem,
  request: RawRequest,
  refusal: Refusal,
  headers: RawResponse['headers'] = [],
): RawResponse {
  const status = ecosystem.statuses[refusal.code] ?? statusOf(refusal)
  const settled = status === 401 ? ecosystem.rejectedStatus : status
  return answer(ecosystem, request, refusal, { status: settled, headers })
}

function answer(
  ecosystem: Ecosystem,
  request: RawRequest,
  refusal: Refusal,
  { status, headers }: Pick<RawResponse, 'headers' | 'status'>,
): RawResponse {
  request.note({ via: ecosystem.name, refusal: refusal.code })
  const all = [...headers]
  if (status === 401) all.push(['WWW-Authenticate', ecosystem.challenge(refusal)])
  if ('retryAfter' in refusal) all.push(['Retry-After', String(refusal.retryAfter)])
  return ecosystem.refuse(refusal, { status, headers: all }, request)
}
