/** The endpoints. `/oauth/authorize` is a page, and the metadata is told in `../metadata.ts`. */
import type { Endpoint } from '../endpoint.ts'
import { deviceAuthorization } from './device-authorization.ts'
import { introspection } from './introspection.ts'
import { revocation } from './revocation.ts'
import { token } from './token.ts'

export const endpoints: readonly Endpoint[] = [deviceAuthorization, token, revocation, introspection]
