import { formatScopes, scopesToAllow } from '@latchkey/protocol'
import { refused, tokenLimits, writeCaveat } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { type Client, mayAskFor, preconfigured } from './index.ts'

const byName = (name: string) => preconfigured.find(client => client.name === name) as Client

test.each([
  ['Hex CLI', 'api repositories', 'api repositories'],
  ['rebar3', 'repository:hex:acme api:write', 'api:write repository:acme'],
  ['latchkey', 'package:pypi:acme/My.Widget', 'package:pypi:acme/my-widget'],
  ['latchkey', 'repository:npm:acme', 'repository:npm:acme'],
])('%s may ask for %s', (name, text, canonical) => {
  const asked = mayAskFor(byName(name), text)
  expect(refused(asked) ? asked : formatScopes(asked)).toBe(canonical)
})

test.each([
  ['Hex CLI', 'repository:pypi:acme'],
  ['Hex CLI', 'package:hex:acme/widget'],
  ['rebar3', 'api package:hex:acme/widget'],
  ['latchkey', 'openid'],
])('%s may not ask for %s', (name, text) => {
  expect(mayAskFor(byName(name), text)).toMatchObject({ code: 'invalid_scope' })
})

/** Names of which nearly every character takes two in JSON. */
function worst(count: number, length: number): string {
  const name = (at: number) => `${String(at).padStart(2, '0')}${'"'.repeat(length)}`
  return Array.from({ length: count }, (_, at) => `package:conan:a/${name(at)}`).join(' ')
}

test('whatever may be asked for at once fits into one caveat of a token', () => {
  let accepted = 0
  for (let count = 1; count <= 32; count += 1) {
    for (let length = 1; length <= 253; length += 1) {
      const parsed = mayAskFor(byName('latchkey'), worst(count, length))
      if (refused(parsed)) continue
      accepted += 1
      const rows = scopesToAllow(parsed, { organizations: [] })
      expect(writeCaveat({ kind: 'allow', rows }).length).toBeLessThanOrEqual(tokenLimits.caveatBytes)
    }
  }
  expect(accepted).toBeGreaterThan(1000)
})

test.for([Array(33).fill('api').join(' '), `package:conan:a/${'x'.repeat(255)} `.repeat(8).trim()])(
  'too much at once is an invalid scope',
  text => {
    expect(mayAskFor(byName('latchkey'), text)).toMatchObject({
      code: 'invalid_scope',
      message: expect.stringContaining('too much'),
    })
  },
)
