/** Logging in as `oauth4webapi` does it, with a person who says yes. */
import { parseScopes } from '@latchkey/protocol'
import * as oauth from 'oauth4webapi'
import type { CurrentSession } from '../../accounts/index.ts'
import { preconfigured } from '../../clients/index.ts'
import { sha256 } from '../../host/index.ts'
import { granted, type OAuthTestHouse, origin } from './house.ts'

export const client: oauth.Client = { client_id: 'latchkey' }
const browser = { address: '192.0.2.1', client: 'Firefox' }
const none = oauth.None()

/** RFC 8628: asks, is let in by the person of the session, polls. */
export async function logInByDevice(
  house: OAuthTestHouse,
  session: CurrentSession,
  scope = 'api repositories',
): Promise<oauth.TokenEndpointResponse> {
  const server = await house.discover()
  const { device_code, user_code } = await askForDevice(house, server, scope)
  await approve(house, session, user_code, scope)
  const polled = await oauth.deviceCodeGrantRequest(server, client, none, device_code, house.options)
  return oauth.processDeviceCodeResponse(server, client, polled)
}

export async function askForDevice(
  house: OAuthTestHouse,
  server: oauth.AuthorizationServer,
  scope: string,
): Promise<oauth.DeviceAuthorizationResponse> {
  const request = { scope, device_name: 'build-7' }
  const asked = await oauth.deviceAuthorizationRequest(server, client, none, request, house.options)
  return oauth.processDeviceAuthorizationResponse(server, client, asked)
}

/** As the pages do it. */
export async function approve(
  house: OAuthTestHouse,
  session: CurrentSession,
  userCode: string,
  scope: string,
): Promise<void> {
  granted(await house.deviceAuthorizations.open(userCode, session, browser))
  const approval = { scopes: granted(parseScopes(scope)) }
  granted(await house.deviceAuthorizations.approve(userCode, session, approval, browser))
}

export interface CameBack {
  readonly server: oauth.AuthorizationServer
  readonly redirectUri: string
  readonly verifier: string
  /** Where the browser was sent, with `code`, `state` and `iss` (RFC 9207). */
  readonly callback: URLSearchParams
}

/** RFC 6749, 4.1 with PKCE, up to the moment when the browser comes back. */
export async function comeBackWithCode(house: OAuthTestHouse, session: CurrentSession): Promise<CameBack> {
  const server = await house.discover()
  const own = preconfigured.find(({ id }) => id === client.client_id)
  if (own === undefined) throw new Error('The client latchkey is part of the program.')
  const verifier = oauth.generateRandomCodeVerifier()
  const redirectUri = 'http://127.0.0.1:53682/callback'
  const scopes = granted(parseScopes('api repositories'))
  const code = granted(
    await house.authorizationCodes.issue(
      { client: own, redirectUri, codeChallenge: sha256(verifier), scopes, asked: scopes },
      session,
      browser,
    ),
  )
  const state = oauth.generateRandomState()
  const url = new URL(redirectUri)
  url.search = new URLSearchParams({ code: code.expose(), state, iss: origin }).toString()
  return { server, redirectUri, verifier, callback: oauth.validateAuthResponse(server, client, url, state) }
}

export async function logInByCode(
  house: OAuthTestHouse,
  { server, redirectUri, verifier, callback }: CameBack,
): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.authorizationCodeGrantRequest(
    ...([server, client, none, callback, redirectUri, verifier, house.options] as const),
  )
  return oauth.processAuthorizationCodeResponse(server, client, response)
}

export async function refresh(
  house: OAuthTestHouse,
  token: string | undefined,
): Promise<oauth.TokenEndpointResponse> {
  const server = await house.discover()
  const response = await oauth.refreshTokenGrantRequest(server, client, none, token ?? '', house.options)
  return oauth.processRefreshTokenResponse(server, client, response)
}
