/** A Latchkey: everything follows from its address, and its endpoints from what it says of itself. */
import { refused } from '@latchkey/tokens'
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
    const base = url.href.replace(/\/+$/, '')
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
        const [, ecosystem, organization] = repositoryName.exec(repository) ?? []
        if (ecosystem === undefined || organization === undefined) return undefined
        const path = ecosystem === 'hex' ? `hex/repo/repos/${organization}` : `${ecosystem}/${organization}`
        return { url: `${base}/${path}/`, trusted: true }
      },
    }
  }
}

/** `pypi:acme`. */
const repositoryName = /^([a-z][a-z0-9]*):([a-z0-9][a-z0-9-]{0,38})$/
