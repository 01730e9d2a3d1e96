import {
  type Access,
  actions,
  clear,
  deriveRootKey,
  mintMacaroon,
  type Refusal,
  refused,
  verifySignature,
} from '@latchkey/tokens'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { formatScopes, parseScopes, type Scope, scopesToAllow } from './scopes.ts'

function scopes(text: string): readonly Scope[] {
  return accepted(parseScopes(text))
}

function accepted<Value>(value: Value | Refusal): Value {
  if (refused(value)) throw new Error(value.message)
  return value as Value
}

const identifier = new TextEncoder().encode('1.test.kAAAAAAAAAAAAAAAAAAAAAA')
const rootKey = deriveRootKey(new Uint8Array(32), identifier)
const token = accepted(verifySignature(mintMacaroon({ rootKey, identifier, location: '' }), rootKey))

/** Whether a token of these scopes may do this. */
function may(scopes: readonly Scope[], access: Access): boolean {
  const rows = scopesToAllow(scopes)
  return rows.length > 0 && clear(token, [{ kind: 'allow', rows }], access).answer === 'cleared'
}

const words = [
  'api',
  'api:read',
  'api:write',
  'repositories',
  'repository:acme',
  'repository:pypi:acme',
  'repository:npm:beta',
  'package:pypi:acme/widget',
  'package:npm:beta/@beta/gadget',
]
const someScopes = fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 })
const anyAccess: fc.Arbitrary<Access> = fc.record({
  action: fc.constantFrom(...actions),
  organization: fc.constantFrom('acme', 'beta'),
  ecosystem: fc.constantFrom('pypi', 'npm'),
  package: fc.constantFrom('widget', '@beta/gadget', undefined),
  principal: fc.constant({ kind: 'nobody' } as const),
  origin: fc.constant('https://packages.example.com'),
  now: fc.constant(0),
})

test('what a token of several scopes may do is what a token of any one of them may do', () => {
  fc.assert(
    fc.property(someScopes, anyAccess, (words, access) => {
      const one = words.some(word => may(scopes(word), access))
      expect(may(scopes(words.join(' ')), access)).toBe(one)
    }),
    propertyOptions(20_000),
  )
})

test.for([
  ['api:read', 'describe', true],
  ['api:read', 'read', false],
  ['api:read', 'publish', false],
  ['api:write', 'describe', true],
  ['api:write', 'publish', true],
  ['api:write', 'account', true],
  ['api:write', 'read', false],
  ['repository:acme', 'read', true],
  ['repository:pypi:acme', 'read', true],
  ['repository:npm:acme', 'read', false],
  ['repository:pypi:acme', 'publish', false],
  ['package:pypi:acme/widget', 'publish', true],
  ['package:pypi:acme/widget', 'retire', true],
  ['package:pypi:acme/widget', 'delete', false],
  ['package:pypi:acme/gadget', 'publish', false],
  ['repositories', 'read', false],
] as const)('%s lets a token %s pypi:acme/widget: %s', ([scope, action, allowed]) => {
  const access: Access = {
    action,
    organization: 'acme',
    ecosystem: 'pypi',
    package: 'widget',
    principal: { kind: 'nobody' },
    origin: '',
    now: 0,
  }
  expect(may(scopes(scope), access)).toBe(allowed)
})

test.for([
  ['api:write api:read', 'api'],
  ['api', 'api'],
  ['repositories api:read api:read', 'api:read repositories'],
  ['package:pypi:acme/My.Widget repository:acme', 'package:pypi:acme/my-widget repository:acme'],
] as const)('%s is stored as %s', ([text, canonical]) => {
  expect(formatScopes(scopes(text))).toBe(canonical)
})

test('the canonical text means the same as what was asked for, in any order', () => {
  fc.assert(
    fc.property(someScopes, words => {
      const parsed = scopes(words.join(' '))
      expect(scopes(formatScopes(parsed))).toEqual(parsed)
      expect(scopes(words.toReversed().join(' '))).toEqual(parsed)
    }),
    propertyOptions(2_000),
  )
})

test.for([
  '',
  ' api',
  'api  repositories',
  'API',
  'api:delete',
  'repository:',
  'repository:*',
  'repository:*:acme',
  'repository:pypi:*',
  'repository:pypi:acme/widget',
  'package:pypi:acme',
  'package:acme/widget',
  'openid',
])('%j is an invalid scope, and named', text => {
  expect(parseScopes(text)).toMatchObject({ code: 'invalid_scope' })
})
