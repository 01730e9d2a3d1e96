/** Answers with bytes that somebody published. */
import type { RawResponse } from '../http/index.ts'
import { cacheControl, entityTag, unlessKnown } from './conditional.ts'
import type { Visit } from './route.ts'

export interface AnsweredFile {
  /** Tells two contents apart: a digest. */
  readonly tag: string
  readonly contentType: string
  /** Bytes. */
  readonly size: number
  readonly body: RawResponse['body'] & {}
}

/** What a publisher put there must never run as a page of this origin, whatever a browser takes it for. */
export const harmless: RawResponse['headers'] = [
  ['Content-Security-Policy', "sandbox; default-src 'none'"],
  ['X-Content-Type-Options', 'nosniff'],
]

export function answerFile(
  { request, repository }: Pick<Visit, 'request' | 'repository'>,
  { tag, contentType, size, body }: AnsweredFile,
): RawResponse {
  return unlessKnown(request, {
    status: 200,
    headers: [
      ['Content-Type', contentType],
      ['Content-Length', String(size)],
      ['Content-Disposition', 'attachment'],
      ...harmless,
      ['Vary', 'Authorization'],
      cacheControl(repository),
      entityTag(tag),
    ],
    body,
  })
}
