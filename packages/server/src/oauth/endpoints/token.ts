/** `/oauth/token`: trades what a grant asks for for tokens (RFC 6749, 3.2 and 5). */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Asked, Endpoint } from '../endpoint.ts'
import { grants } from '../grants/index.ts'
import type { OAuthHouse } from '../house.ts'

const byType = new Map(grants.map(grant => [grant.type, grant]))

export const token: Endpoint = {
  path: '/oauth/token',
  metadata: 'token_endpoint',
  async answer(asked, house) {
    const type = asked.form.required('grant_type')
    if (refused(type)) return type
    const grant = byType.get(type)
    if (grant === undefined) return unsupported(type)
    const taken = grant.countedBy === 'key' || house.limits.anonymous(asked.address)
    if (refused(taken)) return grant.tooMany ?? taken
    const issued = await grant.redeem(asked, house)
    if (refused(issued)) return counted(issued, asked, house)
    const { accessToken, refreshToken, expiresIn, scope, warning } = issued
    return {
      access_token: accessToken.expose(),
      token_type: 'Bearer',
      expires_in: expiresIn,
      ...(refreshToken !== undefined && { refresh_token: refreshToken.expose() }),
      scope,
      ...(warning !== undefined && { warning }),
    }
  },
}

/** What may be a guess is counted, and told only while there were few. */
function counted(refusal: Refusal, { address }: Asked, { limits }: OAuthHouse): Refusal {
  if (refusal.code !== 'invalid_client' && refusal.code !== 'invalid_grant') return refusal
  const taken = limits.failed(address)
  return refused(taken) ? taken : refusal
}

function unsupported(type: string) {
  return refuse(
    'unsupported_grant_type',
    `${quoted(type)} is not a grant that is served here.`,
    `Use one of: ${grants.map(grant => grant.type).join(', ')}.`,
  )
}
