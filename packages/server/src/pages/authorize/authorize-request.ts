/** What a client asks for by sending a browser here (RFC 6749, section 4.1.1; RFC 7636, section 4.3), read strictly. */
import type { Scope } from '@latchkey/protocol'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { defaultScope, readDeviceName } from '../../authorizations/index.ts'
import { type Client, matchesRedirect, mayAskFor } from '../../clients/index.ts'
import type { House } from '../house.ts'
import type { AuthorizeError, WayBack } from './redirect.ts'

export interface AuthorizeRequest extends WayBack {
  readonly client: Client
  readonly state: string
  /** Canonical. */
  readonly scopes: readonly Scope[]
  readonly codeChallenge: string
  /** As it can be shown. */
  readonly deviceName: string | undefined
}

/** What the client itself is told, on the way back. */
export interface ToldToClient {
  readonly wayBack: WayBack
  readonly error: AuthorizeError
  readonly description: string
}

/** Every value of a parameter, as it came in the address or in the form. */
export type Parameters = (name: string) => readonly string[]

/** The parameters that a form carries from the page to its answer. */
export const parameterNames = [
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state'],
  ...['code_challenge', 'code_challenge_method', 'response_mode', 'device_name'],
] as const

/**
 * A refusal is for the person alone: where it is not sure which client asks, or that the address is the client's own,
 * nobody is sent anywhere (RFC 6749, section 4.1.2.1).
 */
export async function readAuthorizeRequest(
  all: Parameters,
  { clients }: Pick<House, 'clients'>,
): Promise<AuthorizeRequest | ToldToClient | Refusal> {
  // A parameter without a value counts as left out (RFC 6749, section 3.1).
  const get = (name: string) => all(name)[0] || undefined
  const [id, redirectUri] = [get('client_id'), get('redirect_uri')]
  if (id === undefined || all('client_id').length > 1) return clientMissing
  const client = await clients.find(id)
  if (client === undefined) return clientUnknown
  if (redirectUri === undefined || all('redirect_uri').length > 1) return redirectMissing
  if (!matchesRedirect(client, redirectUri)) return redirectForeign(client)

  const state = all('state').length === 1 ? get('state') : undefined
  const wayBack: WayBack = { redirectUri, state }
  const tell = (error: AuthorizeError, description: string) => ({ wayBack, error, description })

  const repeated = parameterNames.find(name => all(name).length > 1)
  if (repeated !== undefined) return tell('invalid_request', `${repeated} was sent more than once.`)
  const type = get('response_type')
  if (type === undefined) return tell('invalid_request', 'response_type is missing; send code.')
  if (type !== 'code') return tell('unsupported_response_type', 'The only response_type is code.')
  if (state === undefined) return tell('invalid_request', 'state is missing; send a random one.')
  if ((get('response_mode') ?? 'query') !== 'query')
    return tell('invalid_request', 'The only response_mode is query.')
  const codeChallenge = get('code_challenge')
  if (codeChallenge === undefined)
    return tell('invalid_request', 'code_challenge is missing; PKCE is required (RFC 7636).')
  // Without a method it would be `plain` (RFC 7636, section 4.3), which whoever reads the address can answer.
  if (get('code_challenge_method') !== 'S256')
    return tell('invalid_request', 'The only code_challenge_method is S256.')
  if (!/^[A-Za-z0-9_-]{43}$/.test(codeChallenge))
    return tell('invalid_request', 'code_challenge is no SHA-256 in base64url.')
  const scopes = mayAskFor(client, get('scope') ?? defaultScope)
  if (refused(scopes)) return tell('invalid_scope', `${scopes.message} ${scopes.next ?? ''}`.trim())
  const deviceName = readDeviceName(get('device_name'))
  return { client, redirectUri, state, scopes, codeChallenge, deviceName }
}

const startAgain = 'Start the login again there. If it stays, tell whoever makes that program.'

const clientMissing = refuse(
  'invalid_request',
  'The program that sent you here does not say which it is, so you were not sent back to it.',
  startAgain,
)

const clientUnknown = refuse(
  'invalid_request',
  'The program that sent you here is not known to this server, so you were not sent back to it.',
  'If it is a program of your own, ask an administrator of this server to add it to the clients. Otherwise close this page.',
)

const redirectMissing = refuse(
  'invalid_request',
  'The program that sent you here does not say where to send you back.',
  startAgain,
)

function redirectForeign({ name }: Client): Refusal<'invalid_request'> {
  return refuse(
    'invalid_request',
    `The address that would get the answer is not one of ${quoted(name)}, so you were not sent there.`,
    'If you followed a link that somebody sent you, leave it. Else start the login again in the program itself.',
  )
}
