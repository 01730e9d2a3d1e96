/** Gives tokens back (RFC 7009): the refresh token of a login ends it at a Latchkey, an exchanged token dies alone. */
import type { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { AuthError } from '../errors.ts'
import { ask, type House, type No } from '../oauth/index.ts'

/**
 * In this order, until one fails. `revoked`: the registry has said that all are gone. `unsupported`: it takes none back,
 * and they end by themselves.
 */
export async function revoke(
  house: House,
  tokens: readonly Secret[],
  clientId?: string,
): Promise<'revoked' | 'unsupported' | No | AuthError> {
  if (tokens.length === 0) return 'revoked'
  const endpoints = await house.registry.endpoints()
  if (refused(endpoints)) return endpoints
  if (endpoints.revocation === undefined) return 'unsupported'
  for (const token of tokens) {
    const answer = await ask(house, {
      ...{ endpoints, clientId, sent: [token] },
      request: (words, server, client, options) =>
        words.revocationRequest(server, client, words.None(), token.expose(), options),
      read: (words, _server, _client, response) => words.processRevocationResponse(response),
    })
    if (refused(answer)) return answer
  }
  return 'revoked'
}
