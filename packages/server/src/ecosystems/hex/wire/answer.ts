/** Answers in what the client says that it reads. */
import { encodeTerm, type TermInput } from '@latchkey/protocol'
import type { RawRequest, RawResponse } from '../../../http/index.ts'
import { erlang, typeFor } from './types.ts'

export type AnswerValue = TermInput

/** Without a value there is neither a body nor a word of what it would be: hex_core decodes what is called a term, and fails on none. */
export function answer(
  request: RawRequest,
  status: number,
  value?: AnswerValue,
  headers: RawResponse['headers'] = [],
): RawResponse {
  if (value === undefined) return { status, headers: [...fixed, ...headers] }
  const type = typeFor(request)
  return {
    status,
    headers: [['Content-Type', type], ...fixed, ...headers],
    body: type === erlang ? encodeTerm(value) : JSON.stringify(value),
  }
}

const fixed: RawResponse['headers'] = [
  ['Cache-Control', 'no-store'],
  ['Vary', 'Accept'],
  ['X-Content-Type-Options', 'nosniff'],
]
