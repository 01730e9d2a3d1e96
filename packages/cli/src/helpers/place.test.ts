import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { readPlace } from './index.ts'

test.each([
  ['https://packages.example.com', 'https://packages.example.com/'],
  [
    'https://packages.example.com:8443/git/acme/widget.git',
    'https://packages.example.com:8443/git/acme/widget.git',
  ],
  ['https://Packages.Example.com/', 'https://packages.example.com/'],
  ['https://packages.example.com:443/', 'https://packages.example.com/'],
  ['http://localhost:7420/pypi/acme/simple/', 'http://localhost:7420/pypi/acme/simple/'],
  ['http://127.0.0.1:7420/', 'http://127.0.0.1:7420/'],
  ['http://[::1]:7420/', 'http://[::1]:7420/'],
])('%s is a place that a credential may go to', (address, read) => {
  expect(readPlace(address)?.href).toBe(read)
})

test.each([
  ['plain http on a network', 'http://packages.example.com/'],
  ['another protocol', 'ssh://packages.example.com/'],
  ['no protocol', 'packages.example.com'],
  ['no host', 'https:///pypi'],
  ['a user before the host', 'https://packages.example.com@evil.example/'],
  ['a user and a password', 'https://user:word@packages.example.com/'],
  ['a backslash, which is a slash to some', 'https://evil.example\\@packages.example.com/'],
  ['a query', 'https://packages.example.com/?x=https://evil.example'],
  ['a fragment', 'https://packages.example.com#.evil.example/'],
  ['a host in percent signs', 'https://%70ackages.example.com/'],
  ['a host of other letters', 'https://pаckages.example.com/'],
  ['a wide full stop', 'https://packages。example.com/'],
  ['a number for a host', 'http://2130706433/'],
  ['a number of sixteens for a host', 'http://0x7f.1/'],
  ['a long way to write an address', 'http://[0:0:0:0:0:0:0:1]:7420/'],
  ['a port with noughts', 'https://packages.example.com:0443/'],
  ['a port beyond all ports', 'https://packages.example.com:99999/'],
  ['a path that climbs', 'https://packages.example.com/pypi/acme/../globex/'],
  ['a path that climbs for some', 'https://packages.example.com/pypi/acme/%2e%2e/globex/'],
  ['a slash that some decode', 'https://packages.example.com/pypi/acme%2f..%2fglobex/'],
  ['a folder without a name', 'https://packages.example.com//evil.example/'],
  ['a line end', 'https://packages.example.com/\nhost=evil.example'],
  ['a tab, which vanishes', 'https://pack\tages.example.com/'],
  ['a sign before it', ' https://packages.example.com/'],
])('%s is none: %j', (_, address) => {
  expect(readPlace(address)).toBeUndefined()
})

test('whatever is read is what stands there: nothing is decoded, left out or moved', () => {
  const [hosts, paths] = [
    ['packages.example.com', 'Packages.Example.com:443', '127.0.0.1:7420', '[::1]:80'],
    ['', '/', '/pypi/acme/simple/'],
  ]
  // Many of them have a host or a path that is one.
  const address = fc.tuple(
    fc.constantFrom('https://', 'http://', 'HTTPS://'),
    fc.oneof(
      fc.string({ unit: fc.constantFrom(...'packges.xmlo-@:\\%2f/[]0127\t\n?#'), maxLength: 30 }),
      fc.constantFrom(...hosts),
    ),
    fc.oneof(
      fc.string({ unit: fc.constantFrom(...'/ab.%2e\\?#;:@'), maxLength: 20 }),
      fc.constantFrom(...paths),
    ),
  )
  const known = hosts.flatMap(host =>
    paths.map((path): [[string, string, string]] => [['https://', host, path]]),
  )
  expect(known.filter(([parts]) => readPlace(parts.join('')) === undefined)).toEqual([])
  fc.assert(
    fc.property(address, parts => {
      const text = parts.join('')
      const place = readPlace(text)
      if (place === undefined) return
      const port = /:(443|80)(?=\/|$)/
      const canonical = text
        .toLowerCase()
        .replace(port, '')
        .replace(/^([a-z]+:\/\/[^/]*)$/, '$1/')
      expect(place.href.toLowerCase().replace(port, '')).toBe(canonical)
      expect(place.username + place.password + place.search + place.hash).toBe('')
    }),
    { ...propertyOptions(20_000), examples: known },
  )
})
