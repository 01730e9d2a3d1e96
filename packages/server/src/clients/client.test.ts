import { formatScopes } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
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
