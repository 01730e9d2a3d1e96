import { expect, test } from 'vitest'
import { refused } from '../refusal.ts'
import { outcome, upload } from '../testing/accesses.ts'
import { type Network, parseNetwork } from './ip-network.ts'
import { network } from './network.ts'

const from = (address: string, ...texts: readonly string[]) => {
  const networks = texts.map(parseNetwork).filter((network): network is Network => !refused(network))
  return outcome(network.clears({ kind: 'network', networks }, { ...upload, address }))
}

test('an address in one of the networks clears, any other does not', () => {
  expect(from('192.0.2.7', '10.0.0.0/8', '192.0.2.0/24')).toBe('clears')
  expect(from('192.0.3.7', '10.0.0.0/8', '192.0.2.0/24')).toBe('network_not_allowed')
  expect(from('2001:db8::7', '2001:db8::/32')).toBe('clears')
})

test('an IPv4 address that arrived on an IPv6 socket is that IPv4 address', () => {
  expect(from('::ffff:10.0.0.1', '10.0.0.0/8')).toBe('clears')
})

test('an address that nobody named is refused, and so is what is no address', () => {
  const { address: _, ...unnamed } = upload
  const everywhere = parseNetwork('0.0.0.0/0') as Network
  expect(outcome(network.clears({ kind: 'network', networks: [everywhere] }, unnamed))).toBe(
    'network_not_allowed',
  )
  expect(from('unknown', '0.0.0.0/0', '::/0')).toBe('network_not_allowed')
})

test('the refusal names the networks and the address', () => {
  const networks = [parseNetwork('10.0.0.0/8') as Network]
  expect(network.clears({ kind: 'network', networks }, upload)).toMatchObject({
    message: 'This token may be used only from 10.0.0.0/8; this request came from 192.0.2.7.',
  })
})
