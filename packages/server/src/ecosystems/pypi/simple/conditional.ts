/** Answers that a client may keep, as long as it asks each time whether they still hold. */
import { createHash } from 'node:crypto'
import type { RawRequest, RawResponse } from '../../../http/index.ts'
import type { Repository } from '../../../repositories/index.ts'

/**
 * RFC 9111 section 5.2.2.4: `no-cache` may be stored but not used unasked, so that a revoked key reads nothing more.
 * What is private is stored by nobody but the client itself.
 */
export function cacheControl({ visibility }: Repository): readonly [name: string, value: string] {
  return ['Cache-Control', visibility === 'public' ? 'no-cache' : 'private, no-cache']
}

/** 304 without a body where the client has exactly this already (RFC 9110 section 13.1.2). */
export function unlessKnown(request: RawRequest, tag: string, answer: RawResponse): RawResponse {
  const headers = [...answer.headers, ['ETag', `"${tag}"`] as const]
  const known = request.headers
    .all('if-none-match')
    .join(',')
    .split(',')
    .map(each => each.trim().replace(/^W\//, ''))
  if (!known.includes(`"${tag}"`) && !known.includes('*')) return { ...answer, headers }
  const kept = headers.filter(([name]) => !/^content-/i.test(name))
  return { status: 304, headers: kept }
}

export function tagOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
