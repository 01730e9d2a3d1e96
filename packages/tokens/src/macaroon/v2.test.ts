import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8 } from '../testing/macaroons.ts'
import { decodeV2, encodeV2, maximumMacaroonBytes, mintMacaroon } from './index.ts'

const sentence = expect.stringMatching(/^[A-Z].+\.$/)
const bare = mintMacaroon({ rootKey: utf8('k'), identifier: utf8('id'), location: 'l' })
const signature = toHex(bare.signature)
const box = '41'.repeat(72)

describe('V2 binary refuses', () => {
  const end = `000006 20${signature}`
  // location l, identifier id, end of section; then end of caveats and the signature
  test.each([
    ['another version', `01 01016c 02026964 ${end}`, 'macaroon_format'],
    ['V1', '30303130', 'macaroon_format'],
    ['no identifier', `02 01016c ${end}`, 'macaroon_field'],
    ['two locations', `02 01016c 01016c 02026964 ${end}`, 'macaroon_field'],
    ['two identifiers', `02 01016c 02026964 02026964 ${end}`, 'macaroon_field'],
    ['fields out of order', `02 02026964 01016c ${end}`, 'macaroon_field'],
    ['an unknown field', `02 02026964 030178 ${end}`, 'macaroon_field'],
    ['an unknown field before the others', `02 00 02026964 ${end}`, 'macaroon_field'],
    ['a sealed box outside a caveat', `02 02026964 0448${box} ${end}`, 'macaroon_field'],
    ['a caveat that is only a location', `02 02026964 00 01016c 00 ${end.slice(2)}`, 'macaroon_field'],
    [
      'a first-party caveat with a location',
      `02 02026964 00 01016c 020163 00 ${end.slice(2)}`,
      'macaroon_field',
    ],
    [
      'a first-party caveat with an empty location',
      `02 02026964 00 0100 020163 00 ${end.slice(2)}`,
      'macaroon_field',
    ],
    [
      'a caveat with an empty sealed box',
      `02 02026964 00 01016c 020163 0400 00 ${end.slice(2)}`,
      'macaroon_field',
    ],
    [
      'a caveat with two sealed boxes',
      `02 02026964 00 020163 0448${box} 0448${box} 00 ${end.slice(2)}`,
      'macaroon_field',
    ],
    ['a field type in two bytes', `02 82000269 64 ${end}`, 'macaroon_field'],
    ['a length in two bytes that fits in one', `02 02820069 64 ${end}`, 'macaroon_length'],
    ['a length in three bytes that fits in two', `02 02828000 69 64 ${end}`, 'macaroon_length'],
    ['a length in four bytes', `02 0280808001 69 64 ${end}`, 'macaroon_length'],
    ['a length in ten bytes', '02 02ffffffffffffffffff01', 'macaroon_length'],
    ['a length that nothing follows', '02 0280', 'macaroon_cut_off'],
    ['a length beyond the end', '02 020369 64', 'macaroon_cut_off'],
    ['a signature of 31 bytes', `02 02026964 0000 061f${signature.slice(2)}`, 'macaroon_signature'],
    ['a signature of 33 bytes', `02 02026964 0000 0621${signature}00`, 'macaroon_signature'],
    ['an empty signature', '02 02026964 0000 0600', 'macaroon_signature'],
    ['another field for the signature', `02 02026964 0000 0420${signature}`, 'macaroon_field'],
    ['an end of section after the signature', `02 02026964 ${end}00`, 'macaroon_trailing'],
    ['a second macaroon', `02 02026964 ${end} 02 02026964 ${end}`, 'macaroon_trailing'],
    ['a location that is not UTF-8', `02 0101ff 02026964 ${end}`, 'macaroon_text'],
    ['a location with half a surrogate pair', `02 0103eda080 02026964 ${end}`, 'macaroon_text'],
    ['a location in an over-long form', `02 0102c0af 02026964 ${end}`, 'macaroon_text'],
  ])('%s', (_, hex, code) => {
    expect(decodeV2(fromHex(hex.replaceAll(' ', '')))).toMatchObject({
      code,
      message: sentence,
      next: sentence,
    })
  })

  test('what is larger than it may be, without reading it', () => {
    const large = new Uint8Array(maximumMacaroonBytes + 1).fill(2)
    expect(decodeV2(large)).toMatchObject({ code: 'macaroon_too_large' })
    expect(decodeV2(large.subarray(1))).toMatchObject({ code: 'macaroon_field' })
  })
})

test('V2 binary takes the empty location that pymacaroons writes, and leaves it out', () => {
  const hex = `020100020269640000 0620${signature}`.replace(' ', '')
  const macaroon = decodeV2(fromHex(hex))
  expect(macaroon).toEqual({ ...bare, location: '' })
  expect(toHex(encodeV2({ ...bare, location: '' }))).toBe(hex.replace('0100', ''))
})
