import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../testing/macaroons.ts'
import {
  appendCaveat,
  decodeJson,
  encodeJsonV1,
  encodeJsonV2,
  maximumMacaroonBytes,
  mintMacaroon,
} from './index.ts'

const sentence = expect.stringMatching(/^[A-Z].+\.$/)
const bare = mintMacaroon({ rootKey: utf8('k'), identifier: utf8('id'), location: 'l' })
const signature = toHex(bare.signature)

describe('JSON refuses', () => {
  const s64 = `"s64":"${Buffer.from(bare.signature).toString('base64url')}"`
  const v1 = (more: string) => `{"location":"l","identifier":"id",${more}"signature":"${signature}"}`
  test.each([
    ['what is not JSON', '{', 'macaroon_format'],
    ['an array', '[]', 'macaroon_format'],
    ['null', 'null', 'macaroon_format'],
    ['a string, which Go reads as base64', '"AgEB"', 'macaroon_format'],
    ['an identifier given twice', `{"i":"hello","i64":"aGVsbG8",${s64}}`, 'macaroon_field'],
    ['a signature given twice', `{"i":"hello","s":"345",${s64}}`, 'macaroon_field'],
    ['a caveat given twice', `{"i":"hello","c":[{"i":"a","i64":"YQ"}],${s64}}`, 'macaroon_field'],
    ['a sealed box given twice', `{"i":"hello","c":[{"i":"a","v":"a","v64":"YQ"}],${s64}}`, 'macaroon_field'],
    ['a repeated key', `{"i":"a","i":"b",${s64}}`, 'macaroon_field'],
    ['a repeated key in other letters', `{"i":"a","\\u0069":"b",${s64}}`, 'macaroon_field'],
    ['a repeated key in a caveat', `{"i":"a","c":[{"i":"a"},{"i":"b","i" :"c"}],${s64}}`, 'macaroon_field'],
    [
      'a repeated key behind a closing brace in a string',
      `{"l":"}","i":"a","i":"b",${s64}}`,
      'macaroon_field',
    ],
    ['a repeated key around an opening brace in a string', `{"i":"{","i":"b",${s64}}`, 'macaroon_field'],
    ['an unknown key', `{"i":"a","x":1,${s64}}`, 'macaroon_field'],
    ['an unknown key in a caveat', `{"i":"a","c":[{"i":"a","x":1}],${s64}}`, 'macaroon_field'],
    ['a key of the other version', `{"i":"a","identifier":"a",${s64}}`, 'macaroon_field'],
    ['no identifier', `{${s64}}`, 'macaroon_field'],
    ['no signature', '{"i":"a"}', 'macaroon_field'],
    ['a caveat without identifier', `{"i":"a","c":[{}],${s64}}`, 'macaroon_field'],
    ['caveats that are no list', `{"i":"a","c":{},${s64}}`, 'macaroon_field'],
    ['a caveat that is no object', `{"i":"a","c":["a"],${s64}}`, 'macaroon_field'],
    ['a first-party caveat with a location', `{"i":"a","c":[{"i":"a","l":"b"}],${s64}}`, 'macaroon_field'],
    ['an empty sealed box', `{"i":"a","c":[{"i":"a","v":""}],${s64}}`, 'macaroon_field'],
    [
      'a third-party caveat with a location that is no string',
      `{"i":"a","c":[{"i":"a","v":"x","l":1}],${s64}}`,
      'macaroon_field',
    ],
    ['a sealed box that is not base64', `{"i":"a","c":[{"i":"a","v64":"!"}],${s64}}`, 'macaroon_text'],
    ['a key repeated after a caveat', `{"i":"a","c":[{"i":"b"}],"i":"a",${s64}}`, 'macaroon_field'],
    ['a location that is no string', `{"i":"a","l":1,${s64}}`, 'macaroon_field'],
    ['an identifier that is no string', `{"i":1,${s64}}`, 'macaroon_field'],
    ['base64 that is no string', `{"i64":1,${s64}}`, 'macaroon_field'],
    ['half a surrogate pair', `{"i":"\\ud800",${s64}}`, 'macaroon_text'],
    ['half a surrogate pair in the location', `{"i":"a","l":"\\udfff",${s64}}`, 'macaroon_text'],
    ['base64 with non-zero spare bits', `{"i64":"YR",${s64}}`, 'macaroon_text'],
    [
      'a signature of 31 bytes',
      '{"i":"a","s64":"0n2y_R8idg5MPa6BN-LY_B32wHQcGK7UuXJWv3jR9Q"}',
      'macaroon_signature',
    ],
    [
      'a signature of 33 bytes',
      '{"i":"a","s64":"0n2y_R8idg5MPa6BN-LY_B32wHQcGK7UuXJWv3jR9dP1"}',
      'macaroon_signature',
    ],
    ...['0', '1', '3', '""', '"2"', 'null', '2.5'].map(v => [
      `the version ${v}`,
      `{"v":${v},"i":"a",${s64}}`,
      'macaroon_field',
    ]),
    ['V1 with a key of V2', v1('"v":2,'), 'macaroon_field'],
    ['V1 without identifier', `{"signature":"${signature}"}`, 'macaroon_field'],
    [
      'V1 with a signature in upper case',
      v1('').replace(signature, signature.toUpperCase()),
      'macaroon_text',
    ],
    ['V1 with a signature of 31 bytes', v1('').replace(signature, signature.slice(2)), 'macaroon_signature'],
    ['V1 with a signature that is no string', v1('').replace(`"${signature}"`, '1'), 'macaroon_field'],
    ['V1 with a location that is no string', v1('').replace('"l"', '1'), 'macaroon_field'],
    ['V1 with an unknown key in a caveat', v1('"caveats":[{"cid":"a","i":"a"}],'), 'macaroon_field'],
    ['V1 with cl but no vid', v1('"caveats":[{"cid":"a","cl":"a"}],'), 'macaroon_field'],
    ['V1 with an empty vid', v1('"caveats":[{"cid":"a","vid":"","cl":"a"}],'), 'macaroon_field'],
    ['V1 with a vid that is not base64', v1('"caveats":[{"cid":"a","vid":"!","cl":"a"}],'), 'macaroon_text'],
    ['V1 with a cl that is no string', v1('"caveats":[{"cid":"a","vid":"YWFh","cl":1}],'), 'macaroon_field'],
    ['V1 with a caveat without cid', v1('"caveats":[{"vid":"YWFh","cl":"a"}],'), 'macaroon_field'],
  ])('%s', (_, json, code) => {
    expect(decodeJson(json as string)).toMatchObject({ code, message: sentence, next: sentence })
  })

  test('what is larger than it may be', () => {
    const padded = (length: number) => decodeJson(encodeJsonV2(bare).padEnd(length))
    expect(padded(2 * maximumMacaroonBytes)).toEqual(bare)
    expect(padded(2 * maximumMacaroonBytes + 1)).toMatchObject({
      code: 'macaroon_too_large',
      message: 'This macaroon is larger than 131072 bytes.',
    })
  })
})

test('V1 JSON cannot be written of what is not text, and says what can', () => {
  const bytes = new Uint8Array([255])
  for (const notText of [{ ...bare, identifier: bytes }, appendCaveat(bare, bytes)]) {
    expect(encodeJsonV1(notText)).toMatchObject({
      code: 'macaroon_format',
      message: 'This macaroon cannot be written as V1 JSON: it holds an identifier that is not text.',
      next: 'Write it as V2.',
    })
  }
})

describe('JSON takes', () => {
  const base64 = (name: 'base64' | 'base64url') => Buffer.from(bare.signature).toString(name)
  test.each([
    ['the forms of libmacaroons', `{"v":2,"l":"l","i":"id","c":[],"s64":"${base64('base64url')}"}`],
    ['the forms of Go', `{"l":"l","i":"id","s64":"${base64('base64url')}"}`],
    ['padded base64 of the other alphabet', `{"l":"l","i64":"aWQ=","s64":"${base64('base64')}"}`],
    ['V1 without caveats', `{"identifier":"id","location":"l","signature":"${signature}"}`],
    ['white space', `\n{ "l" : "l", "i" : "id", "s64" : "${base64('base64url')}" }\t`],
  ])('%s', (_, json) => {
    expect(decodeJson(json)).toEqual(bare)
  })

  test('a key after a caveat that has the same one', () => {
    const json = `{"c":[{"i":"a"},{"i":"b"}],"l":"l","i":"id","s64":"${base64('base64url')}"}`
    expect(decodeJson(json)).toMatchObject({ identifier: utf8('id'), caveats: [{}, {}] })
  })

  test('a signature and a sealed box that happen to be text', () => {
    const json = `{"i":"id","c":[{"i":"a","v":"box","l":"b"}],"s":"${'s'.repeat(32)}"}`
    const box = { identifier: utf8('a'), verification: utf8('box'), location: 'b' }
    expect(decodeJson(json)).toMatchObject({ caveats: [box], signature: utf8('s'.repeat(32)) })
  })

  test('keys in strings for what they are', () => {
    const macaroon = mintMacaroon({
      rootKey: utf8('k'),
      identifier: utf8('{"i":"i","i":"}'),
      location: '","l":"',
    })
    expect(decodeJson(encodeJsonV2(macaroon))).toEqual(macaroon)
    expect(decodeJson(encodeJsonV1(macaroon) as string)).toEqual(macaroon)
  })

  // The choice of Go's library, from its `binaryFieldBase64ChoiceTests`.
  test.each([
    ['x', 'text'],
    ['\u0000', 'base64'],
    ['a"b', 'text'],
    ['""', 'base64'],
    ['\u0003\u0000', 'base64'],
    ['a longer id with more stuff', 'text'],
    ['a longer id with more stuff and one encoded \u0000', 'text'],
  ])('and writes %j as %s', (identifier, choice) => {
    const json = encodeJsonV2(
      mintMacaroon({ rootKey: utf8('k'), identifier: utf8(identifier), location: '' }),
    )
    expect('i64' in JSON.parse(json)).toBe(choice === 'base64')
    expect(JSON.parse(json)).not.toHaveProperty('l')
  })
})
