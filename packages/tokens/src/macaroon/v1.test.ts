import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8 } from '../testing/macaroons.ts'
import { decodeV1, encodeJsonV1, encodeV1, maximumMacaroonBytes, mintMacaroon } from './index.ts'

const sentence = expect.stringMatching(/^[A-Z].+\.$/)
const bare = mintMacaroon({ rootKey: utf8('k'), identifier: utf8('id'), location: 'l' })
const signature = toHex(bare.signature)
const box = '41'.repeat(72)

const packet = (name: string, data: string) => {
  const length = 4 + name.length + 1 + data.length / 2 + 1
  return `${toHex(utf8(`${length.toString(16).padStart(4, '0')}${name} `))}${data}0a`
}
const text = (value: string) => toHex(utf8(value))

describe('V1 binary refuses', () => {
  const start = packet('location', text('l')) + packet('identifier', text('id'))
  const end = packet('signature', signature)
  test.each([
    ['V2', '0201', 'macaroon_format'],
    ['what is not hex', text('zzzzlocation l\n'), 'macaroon_format'],
    ['a length in upper-case hex', (start + end).replace(text('000f'), text('000F')), 'macaroon_length'],
    ['a length too small for its own digits', text('0003location l\n'), 'macaroon_length'],
    ['a length of nought, which is the packet before it', start + text('0000cid ') + end, 'macaroon_length'],
    ['a length too small for its name', text('0008location l\n'), 'macaroon_length'],
    ['a length one too small', text('000elocation l\n0010'), 'macaroon_length'],
    ['a length one too large', (start + end).replace(text('000f'), text('0010')), 'macaroon_length'],
    ['a length beyond the end', text('00fflocation l\n'), 'macaroon_cut_off'],
    [
      'a packet without its newline',
      `${packet('location', text('l')).slice(0, -2)}20${start.slice(30)}${end}`,
      'macaroon_length',
    ],
    ['no digits at the very end', start + text('zzzz'), 'macaroon_length'],
    ['digits that are cut off', start + text('003'), 'macaroon_cut_off'],
    ['a packet without a space', text('000elocationl\n'), 'macaroon_field'],
    ['an unknown name', start + packet('color', text('red')) + end, 'macaroon_field'],
    ['a name that begins like another', start + packet('cidr', text('a')) + end, 'macaroon_field'],
    ['no location', packet('identifier', text('id')) + end, 'macaroon_field'],
    ['no identifier', packet('location', text('l')) + end, 'macaroon_field'],
    ['no signature', start, 'macaroon_cut_off'],
    ['two identifiers', start + packet('identifier', text('id')) + end, 'macaroon_field'],
    [
      'location after identifier',
      packet('identifier', text('id')) + packet('location', text('l')) + end,
      'macaroon_field',
    ],
    ['vid without cid', start + packet('vid', box) + end, 'macaroon_field'],
    ['vid without cl', start + packet('cid', text('c')) + packet('vid', box) + end, 'macaroon_field'],
    ['cl without vid', start + packet('cid', text('c')) + packet('cl', text('l')) + end, 'macaroon_field'],
    [
      'an empty vid',
      start + packet('cid', text('c')) + packet('vid', '') + packet('cl', '') + end,
      'macaroon_field',
    ],
    ['a signature of 31 bytes', start + packet('signature', signature.slice(2)), 'macaroon_signature'],
    ['a newline after the end', `${start}${end}0a`, 'macaroon_trailing'],
    ['a caveat after the signature', start + end + packet('cid', text('c')), 'macaroon_trailing'],
    [
      'a location that is not UTF-8',
      packet('location', 'ff') + packet('identifier', text('id')) + end,
      'macaroon_text',
    ],
    [
      'an identifier that is not UTF-8',
      packet('location', '') + packet('identifier', 'ff') + end,
      'macaroon_text',
    ],
    ['a caveat that is not UTF-8', start + packet('cid', 'c0af') + end, 'macaroon_text'],
  ])('%s', (_, hex, code) => {
    expect(decodeV1(fromHex(hex))).toMatchObject({ code, message: sentence, next: sentence })
  })

  test('what is larger than it may be', () => {
    const large = new Uint8Array(maximumMacaroonBytes + 1).fill(0x30)
    expect(decodeV1(large)).toMatchObject({ code: 'macaroon_too_large' })
    expect(decodeV1(large.subarray(1))).toMatchObject({ code: 'macaroon_field' })
  })

  test('to write what it cannot say', () => {
    const withCaveat = (length: number) =>
      mintMacaroon({
        rootKey: utf8('k'),
        identifier: utf8('id'),
        location: '',
        caveats: [new Uint8Array(length).fill(97)],
      })
    expect(decodeV1(encodeV1(withCaveat(65526)) as Uint8Array)).toEqual(withCaveat(65526)) // a packet of 65,535 bytes
    expect(encodeV1(withCaveat(65527))).toMatchObject({
      code: 'macaroon_format',
      message:
        'This macaroon cannot be written as V1: it holds an identifier that is not text, or one that is too long.',
      next: 'Write it as V2.',
    })
    const binary = mintMacaroon({ rootKey: utf8('k'), identifier: Uint8Array.of(255), location: '' })
    expect(encodeV1(binary)).toMatchObject({ code: 'macaroon_format' })
    expect(encodeJsonV1(binary)).toMatchObject({ code: 'macaroon_format' })
    const binaryCaveat = mintMacaroon({
      rootKey: utf8('k'),
      identifier: utf8('id'),
      location: '',
      caveats: [Uint8Array.of(255)],
    })
    expect(encodeV1(binaryCaveat)).toMatchObject({ code: 'macaroon_format' })
    expect(encodeJsonV1(binaryCaveat)).toMatchObject({ code: 'macaroon_format' })
  })
})
