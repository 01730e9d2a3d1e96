/** An address as numbers, however it is written. */
import { isIPv4, isIPv6 } from 'node:net'

export interface AddressGroups {
  readonly version: 4 | 6
  /** Four octets, or eight groups of 16 bits (RFC 4291 section 2.2). */
  readonly groups: readonly number[]
}

/** An IPv4 address that is written as IPv6 is IPv4. Nothing for what is no address. */
export function groupsOf(address: string | undefined): AddressGroups | undefined {
  if (address === undefined) return undefined
  if (isIPv4(address)) return { version: 4, groups: address.split('.').map(Number) }
  if (!isIPv6(address)) return undefined
  const groups = expand(address)
  const isMapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff
  if (!isMapped) return { version: 6, groups }
  return { version: 4, groups: groups.slice(6).flatMap(group => [group >> 8, group & 0xff]) }
}

/** Of a valid IPv6 address. */
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
