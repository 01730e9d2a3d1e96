/** `/oauth/introspect`: whether a token is good now, and what for (RFC 7662). For confidential clients. */
import { Secret } from '@latchkey/protocol'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { TokenCredential } from '../../access/index.ts'
import { madeOfRows } from '../../credentials/index.ts'
import type { Endpoint } from '../endpoint.ts'
import type { OAuthHouse } from '../house.ts'
import { introspected } from '../introspected.ts'
import { knownClient } from '../known-client.ts'

/** RFC 7662, 2.2: exactly this, whatever is wrong. */
const inactive = Object.freeze({ active: false })

export const introspection: Endpoint = {
  path: '/oauth/introspect',
  metadata: 'introspection_endpoint',
  async answer(asked, house) {
    const client = await knownClient(asked, house)
    if (refused(client)) return client
    if (client.kind !== 'confidential') return publicClient
    const taken = house.limits.client(client)
    if (refused(taken)) return taken
    const token = asked.form.required('token')
    if (refused(token)) return token
    const credential = await activeToken(new Secret(token), house)
    if (credential === undefined) return inactive
    const answers = await house.answers.now()
    const count = () => house.limits.client(client)
    return madeOfRows(introspected(credential, house.origin), { credential, answers, count })
  },
}

/** What a resource would take as a bearer, wherever the one comes from who sent it there. */
async function activeToken(
  secret: Secret,
  { credentials, authorizer }: OAuthHouse,
): Promise<TokenCredential | undefined> {
  const credential = await credentials.introspect(secret)
  if (refused(credential)) return undefined
  const decision = await authorizer.authorize(credential, { action: 'identify' })
  return decision.answer === 'allowed' ? credential : undefined
}

const publicClient: Refusal<'unauthorized_client'> = refuse(
  'unauthorized_client',
  'Only a confidential client may ask about tokens.',
  'Have one made: npx latchkey-server client create NAME --confidential',
)
