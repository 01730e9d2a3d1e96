/** The same five routes for a person's own keys and for those of an organization. */
import type { RegistryRoute } from '../../route.ts'
import { type KeyPlace, ofOrganization, own } from './key-place.ts'
import { generateKey, listKeys, revokeAllKeys, revokeKey, showKey } from './keys.ts'

export const ownKeys = routesOf(own)
export const organizationKeys = routesOf(ofOrganization)

function routesOf(place: KeyPlace): readonly RegistryRoute[] {
  const { path, permission } = place
  const all = { kind: 'registry', path, ...permission } as const
  const one = { kind: 'registry', path: `${path}/:name`, ...permission } as const
  return [
    { ...all, method: 'GET', handle: visit => listKeys(place, visit) },
    { ...all, method: 'POST', handle: visit => generateKey(place, visit) },
    { ...all, method: 'DELETE', handle: visit => revokeAllKeys(place, visit) },
    { ...one, method: 'GET', handle: visit => showKey(place, visit) },
    { ...one, method: 'DELETE', handle: visit => revokeKey(place, visit) },
  ]
}
