/** Lets pages and API be `(Request) => Promise<Response>` behind the one listener. */
import { refused } from '@latchkey/tokens'
import type { Notes } from './observation.ts'
import { plainAnswer } from './plain-answer.ts'
import type { Handler, RawResponse } from './raw.ts'
import { readBody } from './read-body.ts'
import { readPath } from './read-path.ts'

export interface FetchContext {
  /** The client's address behind trusted proxies; absent where none was named. */
  readonly address: string | undefined
  /** `RawRequest.note`. */
  readonly note: (notes: Notes) => void
}

export type Fetch = (request: Request, context: FetchContext) => Promise<Response> | Response

export interface FetchHandlerOptions {
  /** The configured origin: a `Request` has an absolute URL, and `Host` is not to be believed. */
  readonly origin: string
  /** Largest body, in bytes: it is read whole. */
  readonly bodyLimit: number
}

export function toFetchHandler(fetch: Fetch, { origin, bodyLimit }: FetchHandlerOptions): Handler {
  return async raw => {
    const path = readPath(raw.target)
    if (refused(path)) return plainAnswer(400, path)
    // RFC 9110 section 9.3.1: what a GET carries has no meaning; `Request` refuses it.
    const withBody = raw.hasBody && raw.method !== 'GET' && raw.method !== 'HEAD'
    const body = withBody ? await readBody(raw, bodyLimit) : undefined
    if (refused(body)) return plainAnswer(413, body)
    const request = new Request(new URL(raw.target, origin), {
      method: raw.method,
      headers: raw.headers.entries.map(([name, value]): [string, string] => [name, value]),
      signal: raw.signal,
      ...(body === undefined ? {} : { body }),
    })
    return rawResponse(await fetch(request, { address: raw.address, note: raw.note }))
  }
}

/**
 * Pages and documents are small: one that is whole tells its length, and leaves in one write. What is to be kept as a file
 * (RFC 6266) may be of any size, and leaves as it comes.
 */
async function rawResponse(response: Response): Promise<RawResponse> {
  // `entries()` would join cookies into one line that no browser reads.
  const headers = [...response.headers].filter(([name]) => name !== 'set-cookie')
  const cookies = response.headers.getSetCookie().map(cookie => ['Set-Cookie', cookie] as const)
  const answer = { status: response.status, headers: [...headers, ...cookies] }
  if (response.body === null) return answer
  const isFile = response.headers.get('content-disposition')?.startsWith('attachment')
  return { ...answer, body: isFile ? response.body : new Uint8Array(await response.arrayBuffer()) }
}
