/** The token endpoint (RFC 6749, 3.2), whatever the grant. */
import { Secret } from '@latchkey/protocol'
import type { TokenEndpointResponse } from 'oauth4webapi'
import type { AuthError } from '../errors.ts'
import type { Endpoints } from '../registry/index.ts'
import { ask } from './ask.ts'
import type { Asking } from './house.ts'
import type { Later, No } from './no.ts'

/** What was granted, with every secret of it wrapped. */
export interface Tokens {
  readonly accessToken: Secret
  readonly refreshToken?: Secret
  /** Whole milliseconds. */
  readonly lifetime?: number
  readonly scopes?: readonly string[]
}

export interface TokenQuestion {
  readonly endpoints: Endpoints
  readonly clientId?: string | undefined
  /** RFC 6749, 4; RFC 8628, 3.4. */
  readonly grant: string
  readonly parameters: Readonly<Record<string, string | Secret>>
  /** Sent as the client's secret: a key that is exchanged. */
  readonly key?: Secret
  readonly signal?: AbortSignal | undefined
}

export async function askForTokens(
  asking: Asking,
  { endpoints, clientId, grant, parameters, key, signal }: TokenQuestion,
): Promise<Tokens | No | Later | AuthError> {
  const entries = Object.entries(parameters)
  const form = Object.fromEntries(entries.map(([name, value]) => [name, exposed(value)]))
  const secrets = entries.flatMap(([, value]) => (value instanceof Secret ? [value] : []))
  return ask(asking, {
    ...{ endpoints, clientId, sent: key === undefined ? secrets : [...secrets, key], signal },
    request(words, server, client, options) {
      const authentication = key === undefined ? words.None() : words.ClientSecretPost(key.expose())
      return words.genericTokenEndpointRequest(server, client, authentication, grant, form, options)
    },
    read: async (words, server, client, response) =>
      tokensOf(await words.processGenericTokenEndpointResponse(server, client, response)),
  })
}

function exposed(value: string | Secret): string {
  return value instanceof Secret ? value.expose() : value
}

function tokensOf({ access_token, refresh_token, expires_in, scope }: TokenEndpointResponse): Tokens {
  if (![access_token, refresh_token ?? 'none'].every(isToken)) throw new TypeError('That is no token.')
  return {
    accessToken: new Secret(access_token),
    ...(refresh_token !== undefined && { refreshToken: new Secret(refresh_token) }),
    ...(expires_in !== undefined && { lifetime: Math.floor(Math.min(expires_in, longest) * 1000) }),
    ...(scope !== undefined && { scopes: scope.split(' ').filter(each => each !== '') }),
  }
}

/** Seconds: a hundred years. What a server says beyond that, or in parts of a millisecond, is no moment that is kept. */
const longest = 100 * 365 * 86_400

/** RFC 6749, A.12 and A.17: visible ASCII, so that it cannot end a header and begin another. */
function isToken(text: string): boolean {
  return /^[!-~]+$/.test(text)
}
