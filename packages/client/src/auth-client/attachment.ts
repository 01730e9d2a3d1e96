/** How a credential goes with a request: its header, the code's beside it, and the place that both are for. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { authorizationOf } from '../api/index.ts'
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
  const headers: Record<string, Secret> = { authorization: authorizationOf(credential, registry) }
  if (code !== undefined && registry.codes.kind === 'header') headers[registry.codes.name] = code
  return { ...where, headers }
}
