/** Which clients count as one. */
import { isIPv4 } from 'node:net'
import { groupsOf } from './address-groups.ts'

/**
 * The key under which an address is limited: an IPv4 address itself (also where it is written as IPv6), an IPv6
 * address its /64, since whoever has one address there has them all. An address that is not known, or is none, counts
 * as one client together with all others like it.
 */
export function addressKey(address: string | undefined): string {
  const found = groupsOf(address)
  if (found === undefined) return 'unknown'
  if (found.version === 4) return found.groups.join('.')
  return `${hex(found.groups.slice(0, 4))}::/64`
}

/**
 * The network that tells from where something was done, and not who did it: an IPv4 /24, an IPv6 /48 (what one site is
 * given: RFC 6177 section 2). Nothing where the address is not known.
 */
export function networkOf(address: string | undefined): string | undefined {
  if (address !== undefined && isIPv4(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`
  const found = groupsOf(address)
  if (found === undefined) return undefined
  if (found.version === 4) return `${found.groups.slice(0, 3).join('.')}.0/24`
  const site = found.groups.slice(0, 3)
  // RFC 5952 section 4.2: zeros at the end are part of the `::`.
  return `${hex(site.slice(0, 1 + site.findLastIndex(group => group !== 0)))}::/48`
}

function hex(groups: readonly number[]): string {
  return groups.map(group => group.toString(16)).join(':')
}
