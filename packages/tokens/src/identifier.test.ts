import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { encodeBase64url } from './base64.ts'
import { formatIdentifier, parseIdentifier, type TokenIdentifier } from './identifier.ts'
import { refused } from './refusal.ts'
import { utf8 } from './testing/macaroons.ts'

const id = 'AAECAwQFBgcICQoLDA0ODw'

const kid = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/)
const anyId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(encodeBase64url)
const anyIdentifier: fc.Arbitrary<TokenIdentifier> = fc.oneof(
  fc.record({ kind: fc.constant('key' as const), kid, id: anyId }),
  fc.record({
    kind: fc.constantFrom('login' as const, 'refresh' as const),
    kid,
    id: anyId,
    generation: fc.nat(),
  }),
)

test('what was written is read back', () => {
  fc.assert(
    fc.property(anyIdentifier, identifier => {
      expect(parseIdentifier(formatIdentifier(identifier))).toEqual(identifier)
    }),
    propertyOptions(3000),
  )
})

test('what is read has no second spelling', () => {
  const nearly = anyIdentifier.chain(identifier => {
    const text = new TextDecoder().decode(formatIdentifier(identifier))
    return fc
      .tuple(fc.nat(text.length - 1), fc.stringMatching(/^[0-9A-Za-z._ +-]{0,2}$/))
      .map(([at, piece]) => text.slice(0, at) + piece + text.slice(at + 1))
  })
  fc.assert(
    fc.property(nearly, text => {
      const identifier = parseIdentifier(utf8(text))
      if (!refused(identifier)) expect(formatIdentifier(identifier)).toEqual(utf8(text))
    }),
    propertyOptions(5000),
  )
})

test('the three kinds are told apart', () => {
  expect(parseIdentifier(utf8(`1.k1.k${id}`))).toEqual({ kind: 'key', kid: 'k1', id })
  expect(parseIdentifier(utf8(`1.k1.l${id}.0`))).toEqual({ kind: 'login', kid: 'k1', id, generation: 0 })
  expect(parseIdentifier(utf8(`1.k1.r${id}.12`))).toEqual({ kind: 'refresh', kid: 'k1', id, generation: 12 })
})

const sentence = expect.stringMatching(/^[A-Z].+\.$/)

describe('refused is', () => {
  test.each([
    ['a later version', `2.k1.k${id}`, 'token_version'],
    ['a later version with a tail of its own', '3.x', 'token_version'],
    ['a version below ours', `0.k1.k${id}`, 'token_foreign'],
    ['a version with a leading nought', `01.k1.k${id}`, 'token_foreign'],
    ["PyPI's", 'd0cf7c36-4662-4b41-97a5-488bd0aa4c7e', 'token_foreign'],
    ['nothing', '', 'token_foreign'],
    ['a later version that does not stand at the start', `x2.k1.k${id}`, 'token_foreign'],
    ['an unknown kind', `1.k1.x${id}`, 'token_foreign'],
    ['no key id', `1..k${id}`, 'token_foreign'],
    ['a key id with a space', `1.k 1.k${id}`, 'token_foreign'],
    ['a key id of 33 characters', `1.${'k'.repeat(33)}.k${id}`, 'token_foreign'],
    ['an id that is too short', `1.k1.k${id.slice(1)}`, 'token_foreign'],
    ['an id that is too long', `1.k1.kA${id}`, 'token_foreign'],
    ['an id with spare bits', `1.k1.k${id.slice(0, -1)}x`, 'token_foreign'],
    ['a key with a generation', `1.k1.k${id}.0`, 'token_foreign'],
    ['a login without one', `1.k1.l${id}`, 'token_foreign'],
    ['a generation with a leading nought', `1.k1.l${id}.01`, 'token_foreign'],
    ['a generation below nought', `1.k1.r${id}.-1`, 'token_foreign'],
    ['a generation that is no safe integer', `1.k1.l${id}.9999999999999999`, 'token_foreign'],
    ['a line break after the end', `1.k1.k${id}\n`, 'token_foreign'],
    ['a long tail', `1.k1.l${id}.${'1'.repeat(200)}`, 'token_foreign'],
  ])('%s', (_, text, code) => {
    expect(parseIdentifier(utf8(text))).toMatchObject({ code, message: sentence, next: sentence })
  })

  test('what is not UTF-8', () => {
    expect(parseIdentifier(Uint8Array.of(0x31, 0x2e, 0xff))).toMatchObject({ code: 'token_foreign' })
  })
})
