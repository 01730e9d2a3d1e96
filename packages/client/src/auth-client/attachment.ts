/** How a credential goes with a request: its header, the code's beside it, and the place that both are for. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import { type Attachment, placeOf } from '../http/index.ts'
import type { Place, Registry } from '../registry/index.ts'

export interface Attaching {
  readonly place: Place
  readonly registry: Registry
  readonly code: Secret | undefined
}

export function attachmentFor(
  credential: Credential,
  { place, registry, code }: Attaching,
): Attachment | AuthError {
  const where = placeOf(place.url)
  if (refused(where)) return where
  const headers: Record<string, Secret> = { authorization: authorization(credential, registry) }
  if (code !== undefined && registry.codes.kind === 'header') headers[registry.codes.name] = code
  return { ...where, headers }
}

/** RFC 6750, 2.1; and what Hex has always sent of its keys: the text alone. */
function authorization({ kind, token }: Credential, { bareKeys = false }: Registry): Secret {
  const text = token.expose().trim()
  return new Secret(bareKeys && (kind === 'key' || kind === 'repository-key') ? text : `Bearer ${text}`)
}
