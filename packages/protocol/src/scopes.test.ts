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
import {
  expandScopes,
  formatScopes,
  type Presenter,
  parseScopes,
  type Scope,
  scopesToAllow,
} from './scopes.ts'

function scopes(text: string, ecosystem?: string): readonly Scope[] {
  return accepted(parseScopes(text, ecosystem))
}

function accepted<Value>(value: Value | Refusal): Value {
  if (refused(value)) throw new Error(value.message)
  return value as Value
}

const identifier = new TextEncoder().encode('1.test.kAAAAAAAAAAAAAAAAAAAAAA')
const rootKey = deriveRootKey(new Uint8Array(32), identifier)
const token = accepted(verifySignature(mintMacaroon({ rootKey, identifier, location: '' }), rootKey))

const anyone: Presenter = { organizations: ['acme', 'beta'] }
const withHex: Presenter = { ...anyone, ecosystem: 'hex' }

/** Whether a token of these scopes may do this. */
function may(scopes: readonly Scope[], access: Access, presenter = anyone): boolean {
  const rows = scopesToAllow(scopes, presenter)
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
  'package:hex:acme/widget',
]
const someScopes = fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 })
const anyAccess: fc.Arbitrary<Access> = fc.record({
  action: fc.constantFrom(...actions),
  organization: fc.constantFrom('acme', 'beta'),
  ecosystem: fc.constantFrom('pypi', 'npm', 'hex'),
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
  ['repositories', 'read', true],
  ['repositories', 'describe', false],
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

/** What somebody does with a client of Hex alone. */
function mayWithHex(scope: string, attempt: Partial<Access>): boolean {
  const access = {
    principal: { kind: 'nobody' },
    origin: '',
    now: 0,
    action: 'identify',
    ...attempt,
  } as const
  return may(scopes(scope, 'hex'), access, withHex)
}
const inHex = { organization: 'acme', ecosystem: 'hex', package: 'widget' }
const inPypi = { organization: 'acme', ecosystem: 'pypi', package: 'widget' }

test.for([
  ['api', 'publish', inHex, true],
  ['api', 'publish', inPypi, false],
  ['api:read', 'describe', inHex, true],
  ['api:read', 'describe', inPypi, false],
  ['api:read', 'publish', inHex, false],
  ['api', 'account', {}, true],
  ['api', 'administer', { organization: 'acme' }, true],
  ['api', 'administer', { organization: 'gamma' }, false],
  ['api', 'administer', {}, false],
  ['repositories', 'administer', { organization: 'acme' }, false],
  ['repositories', 'read', inHex, true],
  ['repositories', 'read', inPypi, false],
  ['repository:acme', 'read', inHex, true],
  ['repository:acme', 'read', inPypi, false],
  ['repository:beta', 'read', inHex, false],
  ['package:hex:acme/widget', 'publish', inHex, true],
] as const)('%s lets a client of Hex %s with %o: %s', ([scope, action, attempt, allowed]) => {
  expect(mayWithHex(scope, { action, ...attempt })).toBe(allowed)
})

test('a client of one ecosystem gets a part of what the same scopes are elsewhere', () => {
  fc.assert(
    fc.property(someScopes, anyAccess, (words, access) => {
      const asked = scopes(words.join(' '))
      if (may(asked, access, withHex)) {
        expect(may(asked, access)).toBe(true)
        expect(
          access.ecosystem === 'hex' || ['identify', 'account', 'administer'].includes(access.action),
        ).toBe(true)
      }
    }),
    propertyOptions(20_000),
  )
})

test.for([
  ['repository:hex:acme repository:acme', 'repository:acme'],
  ['package:hex:acme/widget api', 'api package:hex:acme/widget'],
])('of a client of Hex, %s is stored as %s', ([text = '', canonical]) => {
  expect(formatScopes(scopes(text, 'hex'))).toBe(canonical)
})

test.for(['repository:pypi:acme', 'api package:npm:beta/@beta/gadget'])(
  'a client of Hex cannot ask for %s',
  text => {
    expect(parseScopes(text, 'hex')).toMatchObject({ code: 'invalid_scope' })
  },
)

test('joining or leaving an organization changes what `administer` of a client of Hex reaches', () => {
  const administer = { organization: 'gamma', action: 'administer', principal: { kind: 'nobody' } } as const
  const access: Access = { ...administer, origin: '', now: 0 }
  expect(may(scopes('api', 'hex'), access, withHex)).toBe(false)
  expect(may(scopes('api', 'hex'), access, { ecosystem: 'hex', organizations: ['gamma'] })).toBe(true)
})

test.for([
  ['api repositories', ['beta', 'acme'], 'api repository:acme repository:beta'],
  ['repositories repository:acme', ['acme'], 'repository:acme'],
  ['repositories', [], ''],
  ['api:read', ['acme'], 'api:read'],
] as const)('%s of a member of %o is listed as %j', ([text, organizations, listed]) => {
  expect(formatScopes(expandScopes(scopes(text), organizations))).toBe(listed)
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
