/** What stands before every operation: whose token is it, and may it do this. Nothing but the head was read by then. */
import { readCarrier } from '@latchkey/protocol'
import { normalPackageName, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { MiddlewareHandler } from 'hono'
import { clientOf, credentialNotes } from '../credentials/index.ts'
import { refuseNull, statusOf } from '../http/index.ts'
import type { Environment } from './environment.ts'
import { refusedResponse } from './errors.ts'
import type { ApiHouse } from './house.ts'
import type { Operation } from './operation.ts'
import { authorize, type Parameters } from './permission.ts'

export function gate(operation: Operation, house: ApiHouse): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const { address, note } = context.env
    if (new URL(context.req.url).searchParams.has('access_token'))
      return refusedResponse(context, tokenInQuery)
    const header = context.req.header('authorization')
    const presented = readCarrier(header === undefined ? [] : [header])
    if (refused(presented)) return refusedResponse(context, presented)
    const userAgent = context.req.header('user-agent')
    const credential = await house.credentials.authenticate(presented, { address, userAgent })
    note(credentialNotes(credential))
    if (refused(credential)) return refusedResponse(context, credential)
    const parameters = normalized(context.req.param() as Parameters)
    const unreadable = refuseNull([...Object.values(parameters), ...Object.values(context.req.query())])
    if (unreadable !== undefined) return refusedResponse(context, unreadable)
    const allowed = await authorize(
      operation.permission,
      credential,
      parameters,
      { ...context.env, client: clientOf(userAgent) },
      house,
    )
    if (refused(allowed)) return refusedResponse(context, allowed, decisionStatus(allowed))
    context.set('allowed', allowed)
    return next()
  }
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
