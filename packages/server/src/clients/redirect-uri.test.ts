import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { matchesRedirect, objectionToRedirect } from './redirect-uri.ts'

const web = 'https://app.example.com/callback?from=latchkey'
const loopback = 'http://127.0.0.1:8000/callback'
const client = { redirectUris: [web, loopback, 'http://[::1]/callback', 'com.example.app:/callback'] }

test.each([
  web,
  loopback,
  'http://127.0.0.1/callback',
  'http://127.0.0.1:1/callback',
  'http://127.0.0.1:65535/callback',
  'http://[::1]:51004/callback',
  'com.example.app:/callback',
])('%s is one of the client', uri => {
  expect(matchesRedirect(client, uri)).toBe(true)
})

test.each([
  '',
  'https://app.example.com/callback',
  'https://app.example.com:443/callback?from=latchkey',
  'https://APP.example.com/callback?from=latchkey',
  `${web}&more`,
  `${web}#`,
  'https://app.example.com.evil.example/callback?from=latchkey',
  'http://app.example.com/callback?from=latchkey',
  'https://127.0.0.1:8000/callback',
  'http://127.0.0.1:8000/callback/',
  'http://127.0.0.1:8000/callback?x',
  'http://127.0.0.1:8000/x/../callback',
  'http://127.0.0.1:0/callback',
  'http://127.0.0.1:65536/callback',
  'http://127.0.0.1:80@evil.example/callback',
  'http://127.0.0.1:8000@evil.example/callback',
  'http://127.0.0.1.evil.example:8000/callback',
  'http://127.0.0.2:8000/callback',
  'http://127.1:8000/callback',
  'http://localhost:8000/callback',
  'http://[::1]@evil.example/callback',
  'http://[0:0:0:0:0:0:0:1]/callback',
  'com.example.app:/callback/',
  `http://127.0.0.1:8000/callback\n`,
])('%j is none of the client', uri => {
  expect(matchesRedirect(client, uri)).toBe(false)
})

test('of an address of the web the port may not vary', () => {
  const registered = { redirectUris: ['https://app.example.com:8443/callback'] }
  expect(matchesRedirect(registered, 'https://app.example.com:9443/callback')).toBe(false)
})

test('a loopback address that was registered with one path is good for every port, and for no other path', () => {
  const port = fc.integer({ min: 1, max: 65_535 })
  const path = fc.webPath()
  fc.assert(
    fc.property(port, path, path, (number, own, other) => {
      const registered = { redirectUris: [`http://127.0.0.1${own}`] }
      expect(matchesRedirect(registered, `http://127.0.0.1:${number}${own}`)).toBe(true)
      if (own !== other) expect(matchesRedirect(registered, `http://127.0.0.1:${number}${other}`)).toBe(false)
    }),
    propertyOptions(5_000),
  )
})

test.each(['https://a.example', web, loopback, 'http://[::1]', 'com.example.app:/callback'])(
  '%s may be registered',
  uri => {
    expect(objectionToRedirect(uri)).toBeUndefined()
  },
)

test.each([
  '',
  'callback',
  '/callback',
  'http://app.example.com/callback',
  'http://localhost/callback',
  'https://ada:secret@app.example.com/',
  'https://app.example.com/#token',
  'https://app.example.com/call back',
  'https://app.example.com/\n',
  'https://[',
  'javascript:alert(1)',
  'data:text/html,x',
  'myapp:/callback',
  'urn:ietf:wg:oauth:2.0:oob',
  '*',
  `https://a.example/${'x'.repeat(2000)}`,
])('%j may not be registered', uri => {
  expect(objectionToRedirect(uri)).toMatchObject({ code: 'invalid_redirect_uri' })
})
