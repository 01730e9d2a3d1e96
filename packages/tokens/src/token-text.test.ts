import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../test/support/processor-time.ts'
import { propertyOptions } from '../../../test/support/runs.ts'
import { decodeBase64, encodeBase64url } from './base64.ts'
import { appendCaveat, encodeV1, encodeV2, type Macaroon, mintMacaroon } from './macaroon/index.ts'
import { anyMacaroon, utf8 } from './testing/macaroons.ts'
import { prefixOf, readToken, tokenLimits, writeToken } from './token-text.ts'

const macaroon = mintMacaroon({
  rootKey: utf8('k'),
  identifier: utf8('1.k1.kAAECAwQFBgcICQoLDA0ODw'),
  location: 'packages.example.com',
  caveats: [utf8('[0,1700000000,10]')],
})
const token = writeToken(macaroon)
const body = token.slice('latchkey-'.length)

test('a token that was written is read back', () => {
  fc.assert(
    fc.property(anyMacaroon({ identifiers: 'bytes' }), ({ macaroon }) => {
      expect(readToken(writeToken(macaroon))).toEqual(macaroon)
      expect(readToken(writeToken(macaroon, 'acme_2-'), { prefix: 'acme_2-' })).toEqual(macaroon)
    }),
    propertyOptions(1000),
  )
})

test.each([
  ['white space around it', ` \t\r\n${token}\u00a0\n`],
  ['no prefix', body],
  ['a doubled prefix', `latchkey-${token}`],
  ['all of these', ` latchkey-${token}\n`],
])('a token with %s is read all the same', (_, text) => {
  expect(readToken(text)).toEqual(macaroon)
})

test('a token that is cut off, wherever, is said to be cut off', () => {
  for (let length = 'latchkey-'.length + 1; length < token.length; length++) {
    const refusal = readToken(token.slice(0, length))
    expect(refusal).toMatchObject({ code: 'token_cut_off', message: expect.stringContaining('cut off') })
  }
})

test('a token of which any one character was changed is not the same token', () => {
  for (let i = 0; i < body.length; i++) {
    for (const other of 'Ag7_-') {
      if (body[i] === other) continue
      expect(readToken(body.slice(0, i) + other + body.slice(i + 1))).not.toEqual(macaroon)
    }
  }
})

describe('refused is', () => {
  const long = (length: number) => mintMacaroon({ ...minted, caveats: [new Uint8Array(length)] })
  const minted = { rootKey: utf8('k'), identifier: utf8('id'), location: '' }
  const narrowed = (times: number) =>
    Array.from({ length: times }).reduce<Macaroon>(
      narrower => appendCaveat(narrower, utf8('a')),
      mintMacaroon(minted),
    )
  // One more in the last character changes only bits that no byte holds.
  const sparse = body.slice(0, -1) + String.fromCharCode(body.charCodeAt(body.length - 1) + 1)

  test.each([
    ['nothing', '', 'token_missing'],
    ['white space', ' \n\t ', 'token_missing'],
    ['a prefix and nothing', 'latchkey-', 'token_missing'],
    ['two prefixes and nothing', 'latchkey-latchkey-', 'token_missing'],
    ['a third prefix', `latchkey-latchkey-${token}`, 'token_prefix'],
    ["another registry's", `pypi-${body}`, 'token_prefix'],
    ['a macaroon in V1', `latchkey-${encodeBase64url(encodeV1(macaroon) as Uint8Array)}`, 'macaroon_format'],
    ['a word', 'password', 'macaroon_format'],
    ['white space inside', `${token.slice(0, 40)} ${token.slice(40)}`, 'token_text'],
    ['a line break inside', `${token.slice(0, 40)}\n${token.slice(40)}`, 'token_text'],
    ['the other alphabet', token.replace(/[-_]/g, '+'), 'token_text'],
    ['letters that are not ASCII', `${token.slice(0, 40)}\u00e9${token.slice(40)}`, 'token_text'],
    ['non-zero spare bits', sparse, 'token_text'],
    ['one character too many', `${body}${'A'.repeat(5 - (body.length % 4))}`, 'token_text'],
    ['padding', `${token}=`, 'token_text'],
    [
      'something after the signature',
      `latchkey-${encodeBase64url(Uint8Array.of(...encodeV2(macaroon), 0))}`,
      'macaroon_trailing',
    ],
    ['more than 64 caveats', writeToken(narrowed(65)), 'token_too_large'],
    ['a caveat of more than 4096 bytes', writeToken(long(4097)), 'token_too_large'],
    [
      'one such caveat among others',
      writeToken(appendCaveat(appendCaveat(narrowed(1), new Uint8Array(4097)), utf8('a'))),
      'token_too_large',
    ],
    ['more than 8192 characters', 'A'.repeat(8193), 'token_too_large'],
  ])('%s', (_, text, code) => {
    expect(readToken(text)).toMatchObject({
      code,
      message: expect.stringMatching(/^[A-Z].*\.$/),
      next: expect.stringMatching(/^[A-Z].*\.$/),
    })
  })

  test('and what is exactly at a limit is read', () => {
    expect(readToken(writeToken(narrowed(64)))).toEqual(narrowed(64))
    expect(readToken(writeToken(long(4096)))).toEqual(long(4096))
    const full = mintMacaroon({ ...minted, caveats: [new Uint8Array(3044), new Uint8Array(3044)] })
    expect(writeToken(full).length).toBe(tokenLimits.characters)
    expect(readToken(writeToken(full))).toEqual(full)
  })

  test('a token of a megabyte or with ten thousand caveats, before any of it is read', () => {
    const many = Buffer.from(`02020169${'00'}${'02016100'.repeat(10_000)}000620${'00'.repeat(32)}`, 'hex')
    for (const text of ['A'.repeat(1_000_000), writeToken(long(1_000_000)), encodeBase64url(many)]) {
      const readOften = () => {
        for (let i = 0; i < 1000; i++) expect(readToken(text)).toMatchObject({ code: 'token_too_large' })
      }
      expect(processorTimeOf(readOften)).toBeLessThan(1000)
    }
  })

  test('never quoted: a refusal holds nothing of the token but a prefix', () => {
    for (const text of [
      `pypi-${body}`,
      `${token.slice(0, 40)} ${token.slice(40)}`,
      sparse,
      token.slice(0, 60),
    ]) {
      expect(JSON.stringify(readToken(text))).not.toContain(body.slice(0, 12))
    }
  })
})

test('the prefix of a text is what stands before the macaroon', () => {
  expect(prefixOf(token)).toBe('latchkey-')
  expect(prefixOf(` pypi-${body}`)).toBe('pypi-')
  expect(prefixOf(body)).toBe('')
  expect(prefixOf('')).toBe('')
  expect(prefixOf(`${'a'.repeat(65)}-${body}`)).toBe('')
  expect(decodeBase64(body)).toBeDefined()
})
