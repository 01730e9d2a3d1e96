import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../test/support/runs.ts'
import { decodeBase64, decodeBase64url, encodeBase64url } from './base64.ts'
import { utf8 } from './testing/macaroons.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('base64url', () => {
  test("is Node's, both ways, for bytes of any length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), bytes => {
        const text = Buffer.from(bytes).toString('base64url')
        expect(encodeBase64url(bytes)).toBe(text)
        expect(decodeBase64url(text)).toEqual(bytes)
      }),
      propertyOptions(3000),
    )
  })

  test('has one text for each sequence of bytes', () => {
    for (const last of alphabet) {
      for (const text of [`A${last}`, `AA${last}`]) {
        const bytes = decodeBase64url(text)
        expect(bytes === undefined || encodeBase64url(bytes) === text).toBe(true)
      }
      expect(decodeBase64url(`A${last}`) === undefined).toBe(alphabet.indexOf(last) % 16 !== 0)
      expect(decodeBase64url(`AA${last}`) === undefined).toBe(alphabet.indexOf(last) % 4 !== 0)
    }
  })

  test('has no other characters, wherever they stand', () => {
    for (let code = 0; code < 0x200; code++) {
      const character = String.fromCharCode(code)
      for (const text of [
        `${character}AAAAAA`,
        `AAAA${character}AA`,
        `AAAAAA${character}A`,
        `AAAA${character}A`,
      ]) {
        expect(decodeBase64url(text) !== undefined).toBe(
          alphabet.includes(character) && text.length % 4 !== 1,
        )
      }
    }
    for (const other of ['AAAA\u20ac', 'AA\ud83d\ude00', 'AAA\ud800', '====', 'AA==', ' AAAA']) {
      expect(decodeBase64url(other)).toBeUndefined()
    }
  })

  test('has no text of one character more than a multiple of four', () => {
    expect(decodeBase64url('')).toEqual(new Uint8Array(0))
    expect(decodeBase64url('A')).toBeUndefined()
    expect(decodeBase64url('AAAAA')).toBeUndefined()
  })

  test('gives each caller bytes of their own', () => {
    const first = decodeBase64url('AAAA')
    first?.fill(255)
    expect(decodeBase64url('AAAA')).toEqual(new Uint8Array(3))
    expect(decodeBase64url('AQID')).toEqual(Uint8Array.of(1, 2, 3))
    expect(first).toEqual(Uint8Array.of(255, 255, 255))
  })
})

describe('base64 as other tools write it', () => {
  // The first six are from go-macaroon's marshal_test.go.
  test.each([
    ['', ''],
    ['Z29+IQ==', 'go~!'],
    ['Z29-IQ==', 'go~!'],
    ['Z29+IQ', 'go~!'],
    ['Z29-IQ', 'go~!'],
    ['Z29+IQ===', undefined],
    ['Z29+Pz8=', 'go~??'],
    ['Z28/Pz8/', 'go????'],
    ['Z29/Pz8_', undefined],
    ['Z29+Pz8-', undefined],
    ['Z28=', 'go'],
    ['Z2=8', undefined],
    ['Z28=Z28=', undefined],
    ['Z===', undefined],
    ['=', undefined],
    ['====', undefined],
    ['Z29+IR==', undefined],
  ])('%s is %s', (text, spelled) => {
    expect(decodeBase64(text)).toEqual(spelled === undefined ? undefined : utf8(spelled))
  })
})
