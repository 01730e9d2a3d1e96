/** How Hex's clients are told no: a map of `status` and `message`, and `errors` where fields are to blame. */
import type { Refusal } from '@latchkey/tokens'
import type { RawRequest, RawResponse } from '../../../http/index.ts'
import type { UsedUpRate } from '../../../limits/index.ts'
import { answer } from './answer.ts'
import { warn } from './warn.ts'

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
  const message = [refusal.message, refusal.next, commands[refusal.code]].filter(Boolean).join(' ')
  const rate = 'rate' in refusal ? rateHeaders(refusal.rate as UsedUpRate) : []
  const said = answer(request, status, { status, message, ...(errors && { errors }) }, [...headers, ...rate])
  return isHeard(refusal, request) ? said : warn(said, message)
}

/** As hex.pm names them. */
function rateHeaders({ perMinute, oneAgainAt }: UsedUpRate): RawResponse['headers'] {
  return [
    ['x-ratelimit-limit', String(perMinute)],
    ['x-ratelimit-remaining', '0'],
    ['x-ratelimit-reset', String(oneAgainAt)],
  ]
}

/** What to type, where more than one thing helps and one of them is a command that people of Hex know. */
const commands: Readonly<Record<string, string>> = {
  credential_required: 'Or log in with mix hex.user auth.',
  not_a_token: 'Or log in with mix hex.user auth.',
  login_ended: 'That is mix hex.user auth.',
  key_revoked: 'An organization makes one with mix hex.organization key ORG generate.',
}

/** What is everyday: clients ask for much that is not there, and have words of their own for that. */
const absences = ['unknown_path', 'unknown_package', 'unknown_version', 'unknown_file']

/** Whether a client shows people the body, or nothing is to be shown. Of what it fetches it tells the status alone. */
function isHeard({ code }: Refusal, { target }: RawRequest): boolean {
  return !target.startsWith('/hex/repo/') || absences.includes(code)
}
