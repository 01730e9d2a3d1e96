/**
 * The device authorization grant (RFC 8628, 3.4): the device polls until a person has answered elsewhere. Some clients
 * give up at any answer but those of section 3.5, so a device that shares a busy address hears to slow down.
 */
import { Secret } from '@latchkey/protocol'
import { refuse, refused } from '@latchkey/tokens'
import type { Grant } from '../grant.ts'
import { knownClient } from '../known-client.ts'
import { originOf } from '../origin-of.ts'

export const deviceCode: Grant = {
  type: 'urn:ietf:params:oauth:grant-type:device_code',
  countedBy: 'address',
  tooMany: refuse(
    'slow_down',
    'Too many requests came from your address.',
    'Ask again five seconds later than you would have, and so from now on.',
  ),
  async redeem(asked, house) {
    const client = await knownClient(asked, house)
    if (refused(client)) return client
    const code = asked.form.required('device_code')
    if (refused(code)) return code
    return house.deviceAuthorizations.poll(new Secret(code), client, originOf(asked))
  },
}
