/** Answers that a client may keep, as long as it asks each time whether they still hold. */
import { createHash } from 'node:crypto'
import type { RawRequest, RawResponse } from '../http/index.ts'
import type { Repository } from '../repositories/index.ts'

/**
 * RFC 9111 section 5.2.2.4: `no-cache` may be stored but not used unasked, so that a revoked key reads nothing more.
 * What is private is stored by nobody but the client itself.
 */
export function cacheControl({ visibility }: Repository): readonly [name: string, value: string] {
  return ['Cache-Control', visibility === 'public' ? 'no-cache' : 'private, no-cache']
}

/** What an answer's bytes are known by; a client that has them says so in `If-None-Match`. */
export function entityTag(tag: string): readonly [name: string, value: string] {
  return ['ETag', `"${tag}"`]
}

/** 304 without a body where the client has exactly this already (RFC 9110 section 13.1.2). */
export function unlessKnown(request: RawRequest, answer: RawResponse): RawResponse {
  const asked = request.headers.all('if-none-match')
  if (asked.length === 0) return answer
  const tag = answer.headers.find(([name]) => name === 'ETag')?.[1]
  const known = asked
    .join(',')
    .split(',')
    .map(each => each.trim().replace(/^W\//, ''))
  if (tag === undefined || !(known.includes(tag) || known.includes('*'))) return answer
  return { status: 304, headers: answer.headers.filter(([name]) => !/^content-/i.test(name)) }
}

/** Of a body that is at hand whole. */
export function tagOf(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url')
}
