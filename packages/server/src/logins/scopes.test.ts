import { formatScopes } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import { type Client, preconfigured } from '../clients/index.ts'
import type { Login } from './login.ts'
import { listed, narrowed, scopesOf } from './scopes.ts'

const own = clientCalled('latchkey')
const hexCli = clientCalled('Hex CLI')

function clientCalled(name: string): Client {
  const client = preconfigured.find(each => each.name === name)
  if (client === undefined) throw new Error(`There is no client ${name}.`)
  return client
}

function loginWith(scope: string, { id, name }: Client): Login {
  return { id: 'login', scope, client: { id, name } } as Login
}

function asked(granted: string, text: string, client = own): string {
  const scopes = narrowed(loginWith(granted, client), client, text)
  return refused(scopes) ? scopes.code : formatScopes(scopes)
}

test.for([
  ['api', 'api:read'],
  ['api', 'api:write'],
  ['api:write repositories', 'repositories'],
  ['repositories', 'repository:acme'],
  ['repositories', 'repository:pypi:acme'],
  ['repository:acme', 'repository:pypi:acme'],
  ['package:pypi:acme/widget', 'package:pypi:acme/widget'],
])('of %s a refresh may ask for %s', ([granted = '', text = '']) => {
  expect(asked(granted, text)).toBe(text)
})

test.for([
  ['api:read', 'api:write'],
  ['api:read', 'api'],
  ['api', 'repositories'],
  ['repository:acme', 'repositories'],
  ['repository:acme', 'repository:beta'],
  ['repository:pypi:acme', 'repository:acme'],
  ['repository:pypi:acme', 'repository:npm:acme'],
  ['repository:pypi:acme', 'package:pypi:acme/widget'],
  ['repositories', 'package:pypi:acme/widget'],
  ['package:pypi:acme/widget', 'package:pypi:acme/gadget'],
  ['package:pypi:acme/widget', 'repository:pypi:acme'],
  ['api repositories', 'api repositories package:pypi:acme/widget'],
])('of %s a refresh may not ask for %s', ([granted = '', text = '']) => {
  expect(asked(granted, text)).toBe('invalid_scope')
})

test('a client of one ecosystem asks in its own short words, and for no other', () => {
  expect(asked('api repositories', 'repository:acme', hexCli)).toBe('repository:acme')
  expect(asked('api repositories', 'repository:hex:acme', hexCli)).toBe('repository:acme')
  expect(asked('api repositories', 'repository:pypi:acme', hexCli)).toBe('invalid_scope')
})

test('scopes that this program does not know are never taken for wider ones', () => {
  expect(() => scopesOf(loginWith('api:read later:scope', own))).toThrow('cannot be read')
})

test('what is listed names each organization once, in order', () => {
  const scopes = scopesOf(loginWith('repositories repository:acme', own))
  expect(listed(scopes, ['beta', 'acme'])).toBe('repository:acme repository:beta')
})
