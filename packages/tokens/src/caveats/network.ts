/** `["network", ["10.0.0.0/8", "2001:db8::/32"]]`: only from these networks. */
import { refuse } from '../refusal.ts'
import { every, listed } from '../wording.ts'
import { defineCaveat } from './define-caveat.ts'
import { listOf, parsed } from './fields.ts'
import { formatNetwork, networkContains, parseAddress, parseNetwork } from './ip-network.ts'

/** An address that nobody named, or that is none, lies in no network. */
export const network = defineCaveat({
  tag: 'network',
  kind: 'network',
  fields: { networks: listOf(parsed(parseNetwork, formatNetwork)) },
  restricts: 'where',
  clears({ networks }, access) {
    const address = access.address === undefined ? undefined : parseAddress(access.address)
    if (address !== undefined && networks.some(network => networkContains(network, address))) return true
    return refuse(
      'network_not_allowed',
      `This token may be used only from ${listed(networks.map(formatNetwork))}; this request came from ${listed([access.address ?? 'an unknown address'])}.`,
      'Use it from there, or use a token for this network.',
    )
  },
  describe: ({ networks }) => `only from ${every(networks.map(formatNetwork))}`,
})
