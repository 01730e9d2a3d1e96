/** How Hex's clients are told no: a map of `status` and `message`, and `errors` where fields are to blame. */
import type { Refusal } from '@latchkey/tokens'
import type { RawRequest, RawResponse } from '../../../http/index.ts'
import { answer } from './answer.ts'

/** What is wrong, by field: `{ version: 'is published already' }`, or one level deeper. */
export interface FieldErrors {
  readonly [field: string]: string | FieldErrors
}

/** A refusal that blames fields, which clients list below the message. */
export function refuseFields<Code extends string>(
  refusal: Refusal<Code>,
  errors: FieldErrors,
): Refusal<Code> & { readonly errors: FieldErrors } {
  return { ...refusal, errors }
}

export function refuseAsHex(
  refusal: Refusal,
  { status, headers }: Pick<RawResponse, 'headers' | 'status'>,
  request: RawRequest,
): RawResponse {
  const errors = 'errors' in refusal ? (refusal.errors as FieldErrors) : undefined
  const message = `${refusal.message} ${refusal.next}`
  return answer(request, status, { status, message, ...(errors && { errors }) }, headers)
}
