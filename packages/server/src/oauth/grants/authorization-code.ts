/** The authorization code grant (RFC 6749, 4.1.3) with PKCE (RFC 7636, 4.5): a code that came back through the browser. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Grant } from '../grant.ts'
import { knownClient } from '../known-client.ts'
import { originOf } from '../origin-of.ts'

export const authorizationCode: Grant = {
  type: 'authorization_code',
  countedBy: 'address',
  async redeem(asked, house) {
    const client = await knownClient(asked, house)
    if (refused(client)) return client
    const code = asked.form.required('code')
    if (refused(code)) return code
    const redirectUri = asked.form.required('redirect_uri')
    if (refused(redirectUri)) return redirectUri
    const codeVerifier = asked.form.required('code_verifier')
    if (refused(codeVerifier)) return codeVerifier
    const redeemed = { code: new Secret(code), client, redirectUri, codeVerifier: new Secret(codeVerifier) }
    return house.authorizationCodes.redeem(redeemed, originOf(asked))
  },
}
