import { describe, expect, test } from 'vitest'
import { createClientAddress } from './client-address.ts'

const behindProxies = createClientAddress(['10.0.0.0/8', '192.0.2.1', '2001:db8:ffff::/48'])

describe('the client address', () => {
  test.each([
    ['is the peer where no proxy is trusted', [], '10.0.0.1', ['198.51.100.7'], '10.0.0.1'],
    [
      'is the peer where it is not a trusted proxy',
      ['10.0.0.0/8'],
      '203.0.113.9',
      ['198.51.100.7'],
      '203.0.113.9',
    ],
    ['reads IPv4 inside IPv6', ['10.0.0.0/8'], '::ffff:10.0.0.1', ['198.51.100.7'], '198.51.100.7'],
  ])('%s', (_, proxies, peer, forwarded, address) => {
    expect(createClientAddress(proxies)(peer)(forwarded)).toBe(address)
  })

  test('is the right-most hop that is not a trusted proxy, whatever the client wrote further left', () => {
    expect(behindProxies('10.0.0.1')(['1.1.1.1, 198.51.100.7, 192.0.2.1', '10.9.9.9'])).toBe('198.51.100.7')
    expect(behindProxies('2001:db8:ffff::1')(['2001:db8::7'])).toBe('2001:db8::7')
  })

  test('is not named where the proxies name none, or something that is no address', () => {
    expect(behindProxies('10.0.0.1')([])).toBeUndefined()
    expect(behindProxies('10.0.0.1')(['10.0.0.2'])).toBeUndefined()
    expect(behindProxies('10.0.0.1')(['198.51.100.7, unknown'])).toBeUndefined()
    expect(behindProxies('10.0.0.1')(['198.51.100.7, '])).toBeUndefined()
    expect(behindProxies(undefined)(['198.51.100.7'])).toBeUndefined()
  })

  test.each([
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0/8',
    '10.0.0.0/8/8',
    'proxy.example',
    '',
    '::/129',
    '10.0.0.0/-1',
  ])('refuses %j as a network when the server starts', network => {
    expect(() => createClientAddress([network])).toThrow(TypeError)
  })
})
