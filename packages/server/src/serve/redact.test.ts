import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { redactLine } from './redact.ts'

const secret = 'W4tT0ZrYk1Qm9xVbN7sLcE2hJ8uGfA5dPiKoRyMwXzQ'

test.each([
  ['a path', `/set-up/${secret}`, '/set-up/[redacted]'],
  ['a token', `latchkey-AgETcGFja2Fn${secret}`, '[redacted]'],
  [
    'what a URL makes of it',
    `/invitations/${secret.slice(0, 30)}%2D${secret.slice(30)}`,
    '/invitations/[redacted]',
  ],
  [
    'the address of a database',
    'postgres://latchkey:hunter2@db/latchkey',
    'postgres://[redacted]@db/latchkey',
  ],
  ['a query', 'https://x.example/a?token=abc&b=c#d', 'https://x.example/a?token=[redacted]&b=[redacted]'],
])('a secret in %s is not shown', (_, text, shown) => {
  expect(JSON.parse(redactLine(JSON.stringify({ msg: text })))).toEqual({ msg: shown })
})

test.each([
  ['an id', 'k1oN2p3Q4r5S6t7U8v9W0x'],
  ['the digest of a file', 'a'.repeat(64)],
  ['a path of the machine', '/usr/local/lib/latchkey/packages/server/src/serve/start-server.ts:66:12'],
  ['a wheel', '/pypi/acme/files/acme_widget_with_a_long_name-1.0.0-py3-none-any.whl'],
])('%s is shown', (_, text) => {
  expect(redactLine(text)).toBe(text)
})

test('a line stays the JSON that it was, but for its texts', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), fields => {
      const read = JSON.parse(redactLine(JSON.stringify(fields)))
      expect(Object.keys(read)).toHaveLength(Object.keys(fields).length)
    }),
    propertyOptions(2_000),
  )
})
