import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { appendCaveat, appendThirdParty, bindDischarge, mintMacaroon } from '../macaroon/index.ts'
import { utf8 } from '../testing/macaroons.ts'
import { deriveRootKey, isVerified, type VerifiedToken, verifySignature } from './index.ts'
import { VerifiedToken as VerifiedTokenClass } from './verified-token.ts'

const rootKey = utf8('root key')
const bare = mintMacaroon({ rootKey, identifier: utf8('id'), location: 'l' })
const narrowed = ['a', 'b', 'c'].map(utf8).reduce(appendCaveat, bare)
const shared = {
  rootKey: utf8('shared with the other party'),
  identifier: utf8('account 17'),
  location: 'other',
}
const caveat = { ...shared, nonce: new Uint8Array(24) }
const discharge = mintMacaroon(shared)

function proof(value: unknown): VerifiedToken {
  if (!isVerified(value)) throw new Error('not verified')
  return value
}

describe('a verified token', () => {
  test('tells the signatures of all the tokens it can have been made from', () => {
    const token = proof(verifySignature(narrowed, rootKey))
    const parents = [0, 1, 2, 3].map(count =>
      ['a', 'b', 'c'].slice(0, count).map(utf8).reduce(appendCaveat, bare),
    )
    expect(token.signatures()).toEqual(parents.map(parent => parent.signature))
    for (const signature of token.signatures()) signature.fill(0)
    expect(token.signatures()).toEqual(parents.map(parent => parent.signature))
  })

  test('tells them with third-party caveats, too, and after others were verified', () => {
    const root = appendCaveat(appendThirdParty(narrowed, caveat), utf8('e'))
    const token = proof(verifySignature(root, rootKey, [bindDischarge(root, discharge)]))
    verifySignature(bare, rootKey)
    expect(token.signatures()).toHaveLength(6)
    expect(token.signatures().at(-1)).toEqual(root.signature)
    expect(token.signatures()[3]).toEqual(narrowed.signature)
  })

  test('cannot be made, copied or cast', () => {
    const token = proof(verifySignature(bare, rootKey))
    expect(isVerified({ ...token })).toBe(false)
    expect(isVerified(Object.create(token))).toBe(false)
    expect(isVerified(structuredClone({ caveats: token.caveats }))).toBe(false)
    expect([undefined, null, 'token', bare, verifySignature(bare, utf8('x'))].some(isVerified)).toBe(false)
    const construct = Reflect.construct.bind(Reflect, VerifiedTokenClass)
    expect(() => construct([Symbol('verify'), bare, [], undefined, bare.signature])).toThrow(
      'Only verifySignature',
    )
    expect(() => Reflect.construct(Object.getPrototypeOf(token).constructor, [])).toThrow(
      'Only verifySignature',
    )
  })

  test('shows no signature when it is printed', () => {
    const token = proof(verifySignature(bare, rootKey))
    expect([JSON.stringify(token), inspect(token)]).toEqual(['{}', 'VerifiedToken {}'])
  })
})

describe('a root key', () => {
  const masterKey = new Uint8Array(32).fill(1)

  test('is HMAC-SHA-256(master key, "latchkey root key v1" || identifier)', () => {
    const expected = createHmac('sha256', masterKey)
      .update('latchkey root key v1')
      .update('1.k1.kid')
      .digest()
    expect(deriveRootKey(masterKey, utf8('1.k1.kid'))).toEqual(new Uint8Array(expected))
  })

  test('wants a master key of 32 bytes', () => {
    expect(() => deriveRootKey(new Uint8Array(31), utf8('id'))).toThrow('32 bytes, not 31')
    expect(() => deriveRootKey(new Uint8Array(33), utf8('id'))).toThrow('32 bytes, not 33')
  })
})
