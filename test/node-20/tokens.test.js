/** `@latchkey/tokens` as published, on the oldest Node it promises: the whole life of a token. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  attenuate,
  clear,
  deriveRootKey,
  formatIdentifier,
  mintMacaroon,
  parseTarget,
  readCaveat,
  readToken,
  refused,
  verifySignature,
  writeToken,
} from '@latchkey/tokens'
import { inspect } from '@latchkey/tokens/inspect'

const noon = 1_800_000_000
const masterKey = new Uint8Array(32).fill(7)
const identifier = formatIdentifier({ kind: 'key', kid: 'a', id: 'AAAAAAAAAAAAAAAAAAAAAA' })
const rootKey = deriveRootKey(masterKey, identifier)
const stored = [
  { kind: 'allow', rows: [{ actions: ['publish'], targets: [parseTarget('pypi:acme/widget')] }] },
]

const key = writeToken(mintMacaroon({ rootKey, identifier, location: 'localhost' }))
const narrow = writeToken(
  attenuate(unrefused(readToken(key)), { kind: 'expires', expiresAt: noon, notBefore: 0 }),
)

test('this is the oldest Node that is promised', () => {
  assert.match(process.version, /^v20\.19\./)
})

test('a key that is narrowed offline verifies, and publishes its package until it expires', () => {
  const token = unrefused(verifySignature(unrefused(readToken(narrow)), rootKey))
  assert.equal(clear(token, stored, publish('widget', noon - 1)).answer, 'cleared')
  assert.equal(clear(token, stored, publish('widget', noon)).answer, 'refused')
  assert.equal(clear(token, stored, publish('gadget', noon - 1)).answer, 'refused')
})

test('a token signed with another key is refused', () => {
  const other = deriveRootKey(new Uint8Array(32).fill(8), identifier)
  assert.ok(refused(verifySignature(unrefused(readToken(narrow)), other)))
})

test('inspect tells a restriction in words without any key', () => {
  assert.deepEqual(
    unrefused(inspect(narrow)).restrictions.map(({ words }) => words),
    ['until 2027-01-15T08:00:00Z'],
  )
})

test('a byte that is no caveat is refused, not thrown', () => {
  assert.ok(refused(readCaveat(Uint8Array.of(255))))
})

function publish(name, now) {
  return {
    action: 'publish',
    organization: 'acme',
    ecosystem: 'pypi',
    package: name,
    principal: { kind: 'nobody' },
    origin: 'http://localhost:7420',
    now,
  }
}

function unrefused(value) {
  assert.ok(!refused(value), refused(value) ? value.message : '')
  return value
}
