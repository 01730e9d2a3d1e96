/** `/oauth/device_authorization`: a device asks for a code that a person enters elsewhere (RFC 8628, 3.1 and 3.2). */
import { refused } from '@latchkey/tokens'
import type { Endpoint } from '../endpoint.ts'
import { knownClient } from '../known-client.ts'
import { originOf } from '../origin-of.ts'

/** Where people enter codes: short, as it is typed by hand. */
const verificationPath = '/device'

export const deviceAuthorization: Endpoint = {
  path: '/oauth/device_authorization',
  metadata: 'device_authorization_endpoint',
  async answer(asked, house) {
    const taken = house.limits.device(asked.address)
    if (refused(taken)) return taken
    const client = await knownClient(asked, house)
    if (refused(client)) return client
    const { form } = asked
    const request = { scope: form.get('scope'), deviceName: form.get('device_name') }
    const codes = await house.deviceAuthorizations.request(client, request, originOf(asked))
    if (refused(codes)) return codes
    const uri = `${house.origin}${verificationPath}`
    return {
      device_code: codes.deviceCode.expose(),
      user_code: codes.userCode,
      verification_uri: uri,
      verification_uri_complete: `${uri}?user_code=${codes.userCode}`,
      expires_in: codes.expiresIn,
      interval: codes.interval,
    }
  },
}
