import { isIPv6 } from 'node:net'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { addressKey, networkOf } from './index.ts'

describe('the key of an address', () => {
  const samples: readonly (readonly [string | undefined, string])[] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0db8::0001', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    [undefined, 'unknown'],
    ['', 'unknown'],
    ['unix:', 'unknown'],
    ['1.2.3', 'unknown'],
  ]
  for (const [address, key] of samples) {
    test(`of ${address === undefined ? 'a client that is not known' : `"${address}"`} is ${key}`, () => {
      expect(addressKey(address)).toBe(key)
    })
  }

  test('security 35: is the same for every address of an IPv6 /64, however it is written, and for no other', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
    const text = (values: readonly number[]) => values.map(value => value.toString(16)).join(':')
    const compressed = (values: readonly number[]) =>
      new URL(`http://[${text(values)}]`).hostname.slice(1, -1)
    const property = fc.property(groups, groups, (one, two) => {
      const neighbour = [...one.slice(0, 4), ...two.slice(4)]
      fc.pre(isIPv6(text(one)) && one.slice(0, 4).some(group => group !== 0))
      expect(addressKey(compressed(one))).toBe(addressKey(text(one)))
      expect(addressKey(text(neighbour))).toBe(addressKey(text(one)))
      if (text(one.slice(0, 4)) !== text(two.slice(0, 4)))
        expect(addressKey(text(two))).not.toBe(addressKey(text(one)))
    })
    fc.assert(property, propertyOptions(2_000))
  })

  test('security 35: of any text is short, so that what clients send cannot fill the memory', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.ipV6(), fc.ipV4())
    const property = fc.property(text, address => {
      expect(addressKey(address).length).toBeLessThanOrEqual(24)
    })
    fc.assert(property, propertyOptions(5_000))
  })
})

describe('the network of an address', () => {
  test.each([
    ['192.0.2.7', '192.0.2.0/24'],
    ['::ffff:192.0.2.7', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8::/48'],
    ['2001:0:1::1', '2001:0:1::/48'],
    ['::1', '::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['unix:', undefined],
    [undefined, undefined],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
