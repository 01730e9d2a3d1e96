/** Where a request really comes from: the peer, or what a proxy that the operator named says of it. */
import { isIP } from 'node:net'
import { createNetworks } from './networks.ts'

/**
 * For one connection: its peer stays the same, whatever each of its requests says. The address behind the proxies is
 * absent where no peer, or no trusted proxy, named one.
 */
export type ClientAddress = (
  peer: string | undefined,
) => (forwardedFor: readonly string[]) => string | undefined

/**
 * Reads `X-Forwarded-For` from the right, as far as the hops are `trustedProxies` (CIDRs or single addresses): what
 * stands further left is whatever the client wrote. Throws a `TypeError` for what is no address or network.
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const isProxy = createNetworks(trustedProxies)
  return peer => {
    const nearest = peer === undefined ? undefined : plainAddress(peer)
    if (nearest === undefined || !isProxy(nearest)) return () => nearest
    return forwardedFor => {
      const hops = forwardedFor.flatMap(value => value.split(',')).map(plainAddress)
      return hops.findLast(hop => hop === undefined || !isProxy(hop))
    }
  }
}

/** An address in the one form it is compared in; IPv4 inside IPv6 (`::ffff:192.0.2.7`) as IPv4. */
export function plainAddress(text: string): string | undefined {
  const address = text.trim().replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? undefined : address
}
