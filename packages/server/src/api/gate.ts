/** What stands before every operation: whose token is it, and may it do this. Nothing but the head was read by then. */
import { readCarrier } from '@latchkey/protocol'
import { normalPackageName, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Allowed, Credential } from '../access/index.ts'
import { clientOf, credentialNotes } from '../credentials/index.ts'
import { type RawResponse, refuseNull, statusOf } from '../http/index.ts'
import { refusedAnswer } from './answers.ts'
import type { ApiHouse } from './house.ts'
import type { Operation } from './operation.ts'
import { authorize, type Parameters } from './permission.ts'
import type { Asked } from './route.ts'

/** The proof that this request may do what the operation does, or the answer that says why not. */
export async function gate(
  operation: Operation,
  asked: Asked,
  house: ApiHouse,
): Promise<Allowed | RawResponse> {
  const { request, path } = asked
  const { headers, address, note } = request
  if (path.query.has('access_token')) return refusedAnswer(request, tokenInQuery)
  const presented = readCarrier(headers.all('authorization'))
  if (refused(presented)) return refusedAnswer(request, presented)
  const userAgent = headers.all('user-agent')[0]
  const credential = await house.credentials.authenticate(presented, { address, userAgent })
  note(credentialNotes(credential))
  if (refused(credential)) return refusedAnswer(request, credential)
  const unreadable = refuseNull([...Object.values(asked.parameters), ...path.query.values()])
  if (unreadable !== undefined) return refusedAnswer(request, unreadable)
  return decideOn(operation, asked, credential, house)
}

/**
 * The decision alone: on rows that are read now, for what changes something. A body takes as long as its sender likes,
 * so once it has arrived it is decided again: whoever lost the right meanwhile changes nothing.
 */
export async function decideOn(
  { permission, method }: Operation,
  { request, parameters }: Asked,
  credential: Credential,
  house: ApiHouse,
): Promise<Allowed | RawResponse> {
  const { headers, address, note } = request
  const client = clientOf(headers.all('user-agent')[0])
  const from = { address, note, client, ...(method === 'get' && { safe: true as const }) }
  const allowed = await authorize(permission, credential, normalized(parameters), from, house)
  return refused(allowed) ? refusedAnswer(request, allowed, decisionStatus(allowed)) : allowed
}

/** A package is decided on in its ecosystem's normal form, as it is stored. */
function normalized(parameters: Parameters): Parameters {
  const { ecosystem, package: name } = parameters
  if (ecosystem === undefined || name === undefined) return parameters
  return { ...parameters, package: normalPackageName(ecosystem, name) }
}

/** A decision is about a request that could be read: what a form would call malformed is here not allowed. */
function decisionStatus(refusal: Refusal): number {
  const status = statusOf(refusal)
  return status === 400 ? 403 : status
}

/** RFC 6750 section 2.3 is not supported: addresses end up in logs. */
const tokenInQuery = refuse(
  'invalid_request',
  'A token in the address ends up in logs, so it is not looked at there.',
  'Send it as "Authorization: Bearer TOKEN", and revoke this one.',
)
