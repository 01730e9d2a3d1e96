/** Which clients count as one. */
import { isIPv4, isIPv6 } from 'node:net'

/**
 * The key under which an address is limited: an IPv4 address itself (also where it is written as IPv6), an IPv6
 * address its /64, since whoever has one address there has them all. An address that is not known, or is none, counts
 * as one client together with all others like it.
 */
export function addressKey(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  if (isIPv4(address)) return address
  if (!isIPv6(address)) return 'unknown'
  const groups = expand(address)
  const isMapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff
  return isMapped
    ? groups
        .slice(6)
        .flatMap(group => [group >> 8, group & 0xff])
        .join('.')
    : `${groups
        .slice(0, 4)
        .map(group => group.toString(16))
        .join(':')}::/64`
}

/** The eight 16-bit groups of a valid IPv6 address (RFC 4291 section 2.2). */
function expand(address: string): readonly number[] {
  const [text = ''] = address.split('%')
  const [head = [], tail] = text.split('::').map(half => half.split(':').filter(Boolean).flatMap(readGroup))
  if (tail === undefined) return head
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function readGroup(text: string): readonly number[] {
  if (!text.includes('.')) return [Number.parseInt(text, 16)]
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number)
  return [a * 256 + b, c * 256 + d]
}
