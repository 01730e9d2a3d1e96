/** Who the client is, once it has shown what there is to show. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Client } from '../clients/index.ts'
import type { Asked } from './endpoint.ts'
import type { OAuthHouse } from './house.ts'

/** A public client by its id, a confidential one by its secret. What is wrong with it is not told. */
export async function knownClient(
  { client: { id, secret } }: Pick<Asked, 'client'>,
  { clients }: Pick<OAuthHouse, 'clients'>,
): Promise<Client | Refusal<'invalid_client'>> {
  if (id === undefined) return nameless
  if (secret !== undefined) return clients.authenticate(id, secret)
  const client = await clients.find(id)
  return client?.kind === 'public' ? client : unknownClient
}

const nameless = refuse(
  'invalid_client',
  'The request does not say which client it comes from.',
  'Send client_id; a confidential client sends its secret too.',
)

export const unknownClient = refuse(
  'invalid_client',
  'This is no client that we know, or it did not show its secret.',
  'Check the client id and its secret, or have a client made: npx latchkey-server client create NAME',
)
