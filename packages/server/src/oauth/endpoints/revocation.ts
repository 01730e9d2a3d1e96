/** `/oauth/revoke`: a client gives its tokens back (RFC 7009). */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Endpoint } from '../endpoint.ts'
import { knownClient } from '../known-client.ts'
import { causeOf } from '../origin-of.ts'

export const revocation: Endpoint = {
  path: '/oauth/revoke',
  metadata: 'revocation_endpoint',
  /** The same answer whether there was such a token: what is gone is what the client wanted (RFC 7009, 2.2). */
  async answer(asked, house) {
    const taken = house.limits.burn(asked.address)
    if (refused(taken)) return taken
    const client = await knownClient(asked, house)
    if (refused(client)) return client
    const text = asked.form.required('token')
    if (refused(text)) return text
    const secret = new Secret(text)
    const verified = house.credentials.verify(secret)
    if (refused(verified)) return undefined
    if (verified.kind === 'key') {
      if (verified.token.caveatCount === 0) return keyItself
      await house.credentials.burn(secret, causeOf(asked))
      return undefined
    }
    const login = await house.logins.byId(verified.id)
    if (login !== undefined && login.client.id !== client.id) return ofAnotherClient
    await house.logins.revoke(verified, client, causeOf(asked))
    return undefined
  },
}

/** A key was not issued by this server's token endpoint, and it is its owner who revokes it. */
const keyItself: Refusal<'unsupported_token_type'> = refuse(
  'unsupported_token_type',
  'This is a key, and only tokens that were issued to a client are given back here.',
  'Revoke it where keys are listed, or burn it: POST /api/v1/keys/burn',
)

const ofAnotherClient: Refusal<'invalid_grant'> = refuse(
  'invalid_grant',
  'This token was issued to another client.',
  'Revoke it with that client, or end the login at /account/logins.',
)
