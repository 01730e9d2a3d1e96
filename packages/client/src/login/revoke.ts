/** Gives the tokens of a login back (RFC 7009), the refresh token first: on a Latchkey that ends the login. */
import { refused } from '@latchkey/tokens'
import * as oauth from 'oauth4webapi'
import type { Credential } from '../credential.ts'
import type { AuthError } from '../errors.ts'
import { ask, type House, type No } from '../oauth/index.ts'

/** `revoked`: the registry has said that they are gone. `unsupported`: it takes none back, and they end by themselves. */
export async function revoke(
  house: House,
  login: Credential,
): Promise<'revoked' | 'unsupported' | No | AuthError> {
  const endpoints = await house.registry.endpoints()
  if (refused(endpoints)) return endpoints
  if (endpoints.revocation === undefined) return 'unsupported'
  for (const token of [login.refreshToken, login.token]) {
    if (token === undefined) continue
    const answer = await ask(house, {
      ...{ endpoints, clientId: login.clientId, sent: [token] },
      request: (server, client, options) =>
        oauth.revocationRequest(server, client, oauth.None(), token.expose(), options),
      read: (_server, _client, response) => oauth.processRevocationResponse(response),
    })
    if (refused(answer)) return answer
  }
  return 'revoked'
}
