/** Which addresses a list of networks holds. */
import { BlockList, isIP } from 'node:net'

/** Whether an address is in one of them; never where it is not known. */
export type Networks = (address: string | undefined) => boolean

/** Of CIDRs and single addresses. Throws a `TypeError` for what is neither. */
export function createNetworks(networks: readonly string[]): Networks {
  const list = new BlockList()
  for (const network of networks) addNetwork(list, network)
  return address => address !== undefined && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function addNetwork(list: BlockList, network: string): void {
  const [address = '', prefix, ...rest] = network.split('/')
  const version = isIP(address)
  const bits = version === 6 ? 128 : 32
  const length = prefix === undefined ? bits : /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN
  if (version === 0 || rest.length > 0 || !(length <= bits)) {
    throw new TypeError(`"${network}" is not a network such as 10.0.0.0/8 or 2001:db8::/32.`)
  }
  list.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4')
}
