/** IPv4 and IPv6 addresses and networks (RFC 4291, 4632, 5952), without a machine underneath. */
import { type Refusal, refuse } from '../refusal.ts'
import { quoted } from '../wording.ts'

/** The bytes of an address: 4 of IPv4, 16 of IPv6. */
export type Address = readonly number[]

/** The addresses that begin with the first `prefix` bits of `base`; all further bits of `base` are zero. */
export interface Network {
  readonly base: Address
  readonly prefix: number
}

/** An address; an IPv4 address mapped into IPv6 (`::ffff:192.0.2.7`, RFC 4291, 2.5.5.2) is that IPv4 address. */
export function parseAddress(text: string): Address | undefined {
  const address = parseV4(text) ?? parseV6(text)
  const mapped = address?.length === 16 && address.slice(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255'
  return mapped ? address.slice(12) : address
}

/** A network in CIDR notation. Bits beyond the prefix refuse: `10.0.0.1/8` is somebody's mistake. */
export function parseNetwork(text: string): Network | Refusal<'network_malformed'> {
  const [, host = '', digits = ''] = /^([0-9a-fA-F:.]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? []
  const address = parseAddress(host)
  if (address === undefined) {
    return malformed(`${quoted(text)} is not a network.`, 'Write it like 10.0.0.0/8 or 2001:db8::/32.')
  }
  if (address.length === 4 && host.includes(':')) {
    return malformed(`${quoted(text)} is IPv4 written as IPv6.`, 'Write it like 10.0.0.0/8.')
  }
  const prefix = Number(digits)
  if (prefix > address.length * 8) {
    return malformed(
      `${quoted(text)} has a prefix of more than ${address.length * 8} bits.`,
      'Shorten the prefix.',
    )
  }
  const network = { base: address.map((byte, index) => byte & mask(prefix, index)), prefix }
  if (networkContains({ base: address, prefix: address.length * 8 }, network.base)) return network
  return malformed(`${quoted(text)} has bits beyond its prefix.`, `Write ${formatNetwork(network)}`)
}

export function networkContains({ base, prefix }: Network, address: Address): boolean {
  return (
    base.length === address.length &&
    address.every((byte, index) => (byte & mask(prefix, index)) === base[index])
  )
}

/** The network in CIDR notation, IPv6 as RFC 5952 writes it. */
export function formatNetwork({ base, prefix }: Network): string {
  return `${base.length === 4 ? base.join('.') : formatV6(base)}/${prefix}`
}

/** The bits of byte `index` that belong to a prefix. */
function mask(prefix: number, index: number): number {
  return 0xff & (0xff00 >> Math.min(Math.max(prefix - index * 8, 0), 8))
}

function malformed(message: string, next: string): Refusal<'network_malformed'> {
  return refuse('network_malformed', message, next)
}

/** Dotted decimal; a leading zero refuses, since some read it as octal. */
function parseV4(text: string): Address | undefined {
  const octets = text.split('.')
  const decimal = octets.every(octet => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)
  return octets.length === 4 && decimal ? octets.map(Number) : undefined
}

/** RFC 4291, 2.2: eight groups, one run of zeros as `::`, the last two groups possibly as dotted decimal. */
function parseV6(text: string): Address | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1))
  if (head === undefined) return undefined
  if (halves.length === 1) return head.length === 16 ? head : undefined
  if (tail === undefined || head.length + tail.length > 14) return undefined
  return [...head, ...new Array<number>(16 - head.length - tail.length).fill(0), ...tail]
}

function parseGroups(text: string, last: boolean): Address | undefined {
  if (text === '') return []
  const bytes: number[] = []
  const groups = text.split(':')
  for (const [index, group] of groups.entries()) {
    const four = last && index === groups.length - 1 ? parseV4(group) : undefined
    if (four !== undefined) bytes.push(...four)
    else if (/^[0-9a-fA-F]{1,4}$/.test(group))
      bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff)
    else return undefined
  }
  return bytes
}

/** RFC 5952, 4: lower case, no leading zeros, the first of the longest runs of zero groups as `::`. */
function formatV6(bytes: Address): string {
  const groups = Array.from(
    { length: 8 },
    (_, index) => (bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0),
  )
  const text = groups.map(group => group.toString(16)).join(':')
  const runs = text.match(/\b0(?::0)+\b/g) ?? []
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  if (longest === '') return text
  const start = text.search(new RegExp(`\\b${longest}\\b`))
  return `${text.slice(0, start).replace(/:$/, '')}::${text.slice(start + longest.length).replace(/^:/, '')}`
}
