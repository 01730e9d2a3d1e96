import { expect, test } from 'vitest'
import { clientOf } from './client.ts'

test.each([
  ['twine/4.0.2 CPython/3.11.2', 'twine/4.0.2'],
  ['pip/23.0.1 {"ci":null,"cpu":"x86_64"}', 'pip/23.0.1'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'Mozilla/5.0'],
  ['uv/0.5.1', 'uv/0.5.1'],
  ['curl', 'curl'],
  ['  spaced/1 ', 'spaced/1'],
])('the client of %s is %s', (userAgent, client) => {
  expect(clientOf(userAgent)).toBe(client)
})

test.each([undefined, '', '   ', '(comment)', '"quoted"', '\u0000', '{"json":1}'])(
  'a User-Agent without a product, %j, names no client',
  userAgent => {
    expect(clientOf(userAgent)).toBeUndefined()
  },
)

test('however long, at most 64 characters of it are kept', () => {
  expect(clientOf(`${'a'.repeat(10_000)}/${'1'.repeat(10_000)}`)?.length).toBeLessThanOrEqual(64)
})
