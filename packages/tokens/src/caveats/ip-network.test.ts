import { isIP } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { refused } from '../refusal.ts'
import { formatNetwork, networkContains, parseAddress, parseNetwork } from './ip-network.ts'

test.for([
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['192.0.2.128/25', '192.0.2.128', true],
  ['192.0.2.128/25', '192.0.2.127', false],
  ['192.0.2.7/32', '192.0.2.7', true],
  ['192.0.2.7/32', '192.0.2.6', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::', false],
  ['2001:db8:0:8000::/49', '2001:db8:0:7fff::', false],
  ['::/0', '2001:db8::1', true],
  ['::/0', '192.0.2.7', false],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['10.0.0.0/8', '::ffff:10.0.0.1', true],
  ['10.0.0.0/8', '::FFFF:0a00:0001', true],
  ['::/0', '::ffff:10.0.0.1', false],
] as const)('%s holds %s: %s', ([network, address, inside]) => {
  const parsed = { network: parseNetwork(network), address: parseAddress(address) }
  if (refused(parsed.network) || parsed.address === undefined) throw new Error('not parsed')
  expect(networkContains(parsed.network, parsed.address)).toBe(inside)
})

test.for([
  '10.0.0.1/8',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '10.0.0.0/',
  '10.0.0.0',
  '10.0.0/8',
  '010.0.0.0/8',
  '256.0.0.0/8',
  '0x0a.0.0.0/8',
  ' 10.0.0.0/8',
  '10.0.0.0/8\n',
  '10.0.0.0/-1',
  '2001:db8::1/32',
  '2001:db8::/129',
  '2001:db8:::/32',
  '2001::db8::/32',
  '1:2:3:4:5:6:7:8:9/128',
  '1:2:3:4:5:6:7/128',
  '::1:2:3:4:5:6:7:8/128',
  '12345::/16',
  'fe80::1%eth0/128',
  '::ffff:10.0.0.0/104',
  '::ffff:10.0.0.0/8',
  '::ffff:0:0/96',
  '::10.0.0.256/128',
  ':1::/16',
  '*',
  '',
])('%j is not a network', text => {
  expect(refused(parseNetwork(text))).toBe(true)
})

test.for([
  '256.0.0.0',
  '10.0.0.256',
  '1::2::3',
  '2001::db8::',
  '1.2.3.4::',
  '::1.2.3.4:5',
  '1:1.2.3.4:2:3:4:5:6',
  '1.2.3.4:1:2:3:4:5:6',
  `1:${'0'.repeat(10_000)}::`,
])('%s is not an address', text => {
  expect(parseAddress(text)).toBeUndefined()
})

test.for([
  ['2001:DB8:0000::/32', '2001:db8::/32'],
  ['2001:db8:0:0:1:0:0:0/80', '2001:db8:0:0:1::/80'],
  ['2001:db8:0:1:1:1:1:1/128', '2001:db8:0:1:1:1:1:1/128'],
  ['0:0:0:0:0:0:0:0/0', '::/0'],
  ['0:0:0:0:0:0:0:1/128', '::1/128'],
  ['1:0:0:0:0:0:0:0/16', '1::/16'],
  ['1:0:0:1:0:0:1:1/128', '1::1:0:0:1:1/128'],
  ['64:ff9b::192.0.2.0/120', '64:ff9b::c000:200/120'],
  ['10:0:0:0:10:0:0:10/128', '10::10:0:0:10/128'],
] as const)('%s is written as %s (RFC 5952)', ([text, canonical]) => {
  const network = parseNetwork(text)
  if (refused(network)) throw new Error(network.message)
  expect(formatNetwork(network)).toBe(canonical)
})

test('who wrote an address inside a network is told the network', () => {
  expect(parseNetwork('10.1.2.3/8')).toMatchObject({ next: 'Write 10.0.0.0/8' })
})

test('what is an address here is one to node:net, and the other way round', () => {
  const characters = fc.constantFrom(...'0123456789abcdefF:.%gx '.split(''))
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.ipV4Extended(),
    fc.string({ unit: characters, maxLength: 24 }),
  )
  fc.assert(
    fc.property(
      text,
      text => (parseAddress(text) !== undefined) === (isIP(text) !== 0 && !text.includes('%')),
    ),
    propertyOptions(20_000),
  )
})

test('every network is read back from what is written of it', () => {
  const network = fc
    .record({ address: fc.oneof(fc.ipV4(), fc.ipV6()), prefix: fc.nat(128) })
    .map(({ address, prefix }) => parseNetwork(`${address}/${prefix}`))
    .map(network => (refused(network) ? parseNetwork(network.next.replace('Write ', '')) : network))
  fc.assert(
    fc.property(network, network => {
      fc.pre(!refused(network))
      expect(parseNetwork(formatNetwork(network))).toEqual(network)
    }),
    propertyOptions(5_000),
  )
})
