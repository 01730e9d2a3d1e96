/** A Latchkey: everything follows from its address, and its endpoints from what it says of itself. */
import { withoutSlashesAtEnd } from '@latchkey/protocol'
import { parseTarget, refused } from '@latchkey/tokens'
import { readAddress } from '../http/index.ts'
import { createDiscovery } from './discovery.ts'
import type { Profile } from './registry.ts'

/** The `clientId` is that of a program that the server knows; `latchkey` is known to all of them. */
export function latchkey(
  address: string,
  { clientId = 'latchkey' }: { readonly clientId?: string } = {},
): Profile {
  return ({ http, clock }) => {
    const url = readAddress(address)
    if (refused(url)) return url
    const base = withoutSlashesAtEnd(url.href)
    return {
      name: 'latchkey',
      origin: url.origin,
      api: { url: `${base}/`, trusted: true },
      clientId,
      loginScopes: ['api', 'repositories'],
      exchangeScopes: ['repositories'],
      apiExchangeScopes: { read: ['api:read'], write: ['api'] },
      codes: { kind: 'window' },
      endpoints: createDiscovery(base, { http, clock }),
      place(repository) {
        const target = parseTarget(repository)
        if (refused(target) || target.package !== undefined) return undefined
        const { ecosystem, organization } = target
        if (ecosystem === undefined || organization === undefined) return undefined
        const path = ecosystem === 'hex' ? `hex/repo/repos/${organization}` : `${ecosystem}/${organization}`
        return { url: `${base}/${path}/`, trusted: true }
      },
    }
  }
}
