/** Answers in what the client says that it reads. */
import { encodeTerm, type TermInput } from '@latchkey/protocol'
import type { RawRequest, RawResponse } from '../../../http/index.ts'
import { erlang, typeFor } from './types.ts'

export type AnswerValue = TermInput

/** Without a value there is no body; what it would be is said all the same, since clients ask for that first. */
export function answer(
  request: RawRequest,
  status: number,
  value?: AnswerValue,
  headers: RawResponse['headers'] = [],
): RawResponse {
  const type = typeFor(request)
  return {
    status,
    headers: [['Content-Type', type], ...fixed, ...headers],
    ...(value !== undefined && { body: type === erlang ? encodeTerm(value) : JSON.stringify(value) }),
  }
}

const fixed: RawResponse['headers'] = [
  ['Cache-Control', 'no-store'],
  ['Vary', 'Accept'],
  ['X-Content-Type-Options', 'nosniff'],
]
