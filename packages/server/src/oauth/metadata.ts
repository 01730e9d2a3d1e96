/** What clients are told about this server before they have asked it anything (RFC 8414). */
import { endpoints } from './endpoints/index.ts'
import { grants } from './grants/index.ts'
import type { OAuthHouse } from './house.ts'

export const metadataPath = '/.well-known/oauth-authorization-server'

const withSecret = ['client_secret_basic', 'client_secret_post']

/**
 * Our own: tokens of this server may be narrowed by whoever holds them, down to `package`, `version` and `digest`; in the
 * list stands what some front end of it does not see of a request, so that a caveat about it would never clear there.
 */
const unseenCaveats: readonly ('package' | 'version' | 'digest')[] = []

/** The issuer is the configured origin, character for character (RFC 8414, 3.3). */
export function describeServer({
  origin,
  ecosystems,
}: Pick<OAuthHouse, 'origin' | 'ecosystems'>): Readonly<Record<string, unknown>> {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/oauth/authorize`,
    ...Object.fromEntries(endpoints.map(({ metadata, path }) => [metadata, `${origin}${path}`])),
    scopes_supported: ['api', 'api:read', 'api:write', 'repositories'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: grants.map(({ type }) => type),
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', ...withSecret],
    revocation_endpoint_auth_methods_supported: ['none', ...withSecret],
    introspection_endpoint_auth_methods_supported: withSecret,
    authorization_response_iss_parameter_supported: true,
    latchkey_ecosystems: ecosystems,
    latchkey_unseen_caveats: unseenCaveats,
  }
}
