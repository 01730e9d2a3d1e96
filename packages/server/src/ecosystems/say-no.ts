/** Settles the status of a refusal, and what HTTP demands beside it; the words are the ecosystem's. */
import type { Refusal } from '@latchkey/tokens'
import type { Credential } from '../access/index.ts'
import { type RawRequest, type RawResponse, statusOf } from '../http/index.ts'
import type { Ecosystem } from './ecosystem.ts'

interface Refused {
  readonly ecosystem: Ecosystem
  readonly request: RawRequest
  /** Whose request it is, where that is known. */
  readonly credential?: Credential
}

/** Asks who it is. RFC 9110 section 15.5.2: a 401 says how to sign in. */
export function askWho(refused: Refused, refusal: Refusal): RawResponse {
  return answer(refused, refusal, 401, [])
}

/** Says no to whoever it is. */
export function sayNo(refused: Refused, refusal: Refusal, headers: RawResponse['headers'] = []): RawResponse {
  const { statuses, rejectedStatus } = refused.ecosystem
  const status = statuses[refusal.code] ?? statusOf(refusal)
  return answer(refused, refusal, status === 401 ? rejectedStatus : status, headers)
}

function answer(
  { ecosystem, request, credential }: Refused,
  refusal: Refusal,
  status: number,
  headers: RawResponse['headers'],
): RawResponse {
  request.note({ via: ecosystem.name, refusal: refusal.code })
  const all = [...headers]
  if (status === 401) all.push(['WWW-Authenticate', ecosystem.challenge(refusal, credential)])
  if ('retryAfter' in refusal) all.push(['Retry-After', String(refusal.retryAfter)])
  return ecosystem.refuse(refusal, { status, headers: all }, request)
}
