/** `client_credentials` (RFC 6749, 4.4): a key, sent as the client's secret, for an access token of 30 minutes. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { TokenCredential } from '../../access/index.ts'
import { type Client, preconfigured } from '../../clients/index.ts'
import { clientOf, credentialNotes, decisionNotes } from '../../credentials/index.ts'
import type { Asked } from '../endpoint.ts'
import { exchangeKey } from '../exchange/exchange-key.ts'
import type { Grant } from '../grant.ts'
import type { OAuthHouse } from '../house.ts'
import { unknownClient } from '../known-client.ts'

export const clientCredentials: Grant = {
  type: 'client_credentials',
  countedBy: 'key',
  async redeem(asked, house) {
    const client = await exchangingClient(asked, house)
    if (refused(client)) return client
    const credential = await liveKey(asked, house)
    if (refused(credential)) return credential
    const scope = asked.form.get('scope')
    if (scope === undefined) return noScope
    const input = { credential, scope, client: client ?? undefined, address: asked.address }
    const issued = await exchangeKey(input, house)
    if (refused(issued)) asked.note({ answer: 'refused' })
    return issued
  },
}

/** Which client says that it exchanges: a public one, or none. A confidential one has a secret of its own, and no key. */
async function exchangingClient(
  { client: { id, secret }, address }: Asked,
  { clients, limits }: OAuthHouse,
): Promise<Client | null | Refusal> {
  if (id === undefined) return null
  const preset = preconfigured.find(each => each.id === id)
  if (preset !== undefined) return preset
  // Any other is looked up, which anybody can have done by a name that they made up.
  const taken = limits.anonymous(address)
  if (refused(taken)) return taken
  const client = await clients.find(id)
  if (client?.kind === 'public') return client
  // One that is not there fails as one with another secret does: in as many words, and in as much time.
  const known = secret === undefined ? unknownClient : await clients.authenticate(id, secret)
  return refused(known) ? known : noKeyOfItsOwn(known)
}

/** The key, where its signature holds, its row is live and no caveat about when and where objects. */
async function liveKey(
  { client: { secret }, address, userAgent, note }: Asked,
  { credentials, authorizer, limits }: OAuthHouse,
): Promise<TokenCredential | Refusal> {
  if (secret === undefined) return noKey
  const credential = await credentials.authenticate({ carrier: 'bearer', secret }, { address, userAgent })
  note(credentialNotes(credential))
  if (refused(credential)) return invalidClient(credential)
  if (credential.kind !== 'token' || credential.holder !== 'key') return noKey
  const taken = limits.key(credential)
  if (refused(taken)) return taken
  const client = clientOf(userAgent)
  const attempt = {
    action: 'identify' as const,
    ...(address !== undefined && { address }),
    ...(client !== undefined && { client }),
  }
  const decision = await authorizer.authorize(credential, attempt)
  if (decision.answer !== 'refused') return credential
  note(decisionNotes(attempt, decision))
  return invalidClient(decision.refusal)
}

/** RFC 6749, 5.2: the key is what authenticates here. */
function invalidClient(refusal: Refusal): Refusal<'invalid_client'> {
  return { ...refusal, code: 'invalid_client' }
}

function noKeyOfItsOwn({ name }: Client): Refusal<'unauthorized_client'> {
  return refuse(
    'unauthorized_client',
    `The client ${quoted(name)} has a secret and no key, and only keys are exchanged.`,
    'Send the key as client_secret, and no client_id or that of a public client.',
  )
}

const noKey = refuse(
  'invalid_client',
  'Only a key can be exchanged, and none was sent.',
  'Send the key as client_secret.',
)

const noScope = refuse(
  'invalid_scope',
  'The request does not say what the token is for.',
  'Send scope: repositories to install, package:ECOSYSTEM:ORG/NAME to publish a package, api for the API.',
)
