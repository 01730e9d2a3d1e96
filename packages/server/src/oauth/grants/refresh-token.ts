/** `refresh_token` (RFC 6749, 6): the next tokens of a login. The one that was shown is used up. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Grant } from '../grant.ts'
import { knownClient } from '../known-client.ts'
import { causeOf } from '../origin-of.ts'

export const refreshToken: Grant = {
  type: 'refresh_token',
  countedBy: 'address',
  async redeem(asked, house) {
    const client = await knownClient(asked, house)
    if (refused(client)) return client
    const text = asked.form.required('refresh_token')
    if (refused(text)) return text
    const verified = house.credentials.verifyRefresh(new Secret(text))
    if (refused(verified)) return verified
    asked.note({ login: verified.id })
    const scope = asked.form.get('scope')
    return house.logins.refresh(verified, { client, ...(scope !== undefined && { scope }) }, causeOf(asked))
  },
}
