/** Answers in what the client says that it reads. */
import type { TermInput } from '@latchkey/protocol'
import type { RawRequest, RawResponse } from '../../../http/index.ts'

export type AnswerValue = TermInput

export function answer(
  _request: RawRequest,
  _status: number,
  _value?: AnswerValue,
  _headers: RawResponse['headers'] = [],
): RawResponse {
  throw new Error('Not yet.')
}
