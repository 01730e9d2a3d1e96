import { expect, test } from 'vitest'
import { outcome, upload } from '../testing/accesses.ts'
import { audience, parseOrigin } from './audience.ts'

const at = (...origins: readonly string[]) => outcome(audience.clears({ kind: 'audience', origins }, upload))

test('a request that came in on a listed origin clears', () => {
  expect(at('https://other.example.com', 'https://packages.example.com')).toBe('clears')
})

test.for(['http://packages.example.com', 'https://packages.example.com:8443', 'https://example.com'])(
  '%s is not https://packages.example.com',
  origin => {
    expect(at(origin)).toBe('audience_not_allowed')
  },
)

test.for(['https://packages.example.com', 'http://localhost:7420', 'http://[::1]:7420'])(
  '%s is an origin',
  text => {
    expect(parseOrigin(text)).toBe(text)
  },
)

test.for([
  'https://packages.example.com/',
  'https://packages.example.com/pypi',
  'https://packages.example.com:443',
  'https://Packages.example.com',
  'https://user@packages.example.com',
  ' https://packages.example.com',
  'https://packages.example.com\n',
  'packages.example.com',
  'ftp://packages.example.com',
  'file:///etc/passwd',
  'null',
  '*',
  '',
])('%j is not an origin', text => {
  expect(parseOrigin(text)).toMatchObject({ code: 'origin_malformed' })
})

test('an origin has at most 255 characters', () => {
  const origin = (length: number) => `https://${'a.'.repeat(128).slice(8 - length)}`
  expect(parseOrigin(origin(255))).toBe(origin(255))
  expect(parseOrigin(origin(256))).toMatchObject({ code: 'origin_malformed' })
})

test('who wrote a path is told the origin', () => {
  expect(parseOrigin('https://packages.example.com/pypi/acme/')).toMatchObject({
    next: 'Write https://packages.example.com',
  })
})
