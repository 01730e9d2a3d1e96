import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { type Refusal, refused } from '../refusal.ts'
import { anyMacaroon, toHex, utf8 } from '../testing/macaroons.ts'
import {
  decodeJson,
  decodeV1,
  decodeV2,
  encodeJsonV1,
  encodeJsonV2,
  encodeV1,
  encodeV2,
  type Macaroon,
  mintMacaroon,
} from './index.ts'

const formats = [
  { name: 'V2 binary', identifiers: 'bytes', write: encodeV2, read: decodeV2 },
  { name: 'V1 binary', identifiers: 'text', write: encodeV1, read: decodeV1 },
  { name: 'V2 JSON', identifiers: 'bytes', write: encodeJsonV2, read: decodeJson },
  { name: 'V1 JSON', identifiers: 'text', write: encodeJsonV1, read: decodeJson },
] as const

describe.each(formats)('$name', ({ identifiers, write, read }) => {
  const readAny = read as (written: unknown) => Macaroon | Refusal

  test('what was written is read back, byte for byte', () => {
    fc.assert(
      fc.property(anyMacaroon({ identifiers }), ({ macaroon }) => {
        const written = write(macaroon)
        expect(readAny(written)).toEqual(macaroon)
        expect(write(readAny(written) as Macaroon)).toEqual(written)
      }),
      propertyOptions(3000),
    )
  })

  test('what is cut off anywhere is refused', () => {
    fc.assert(
      fc.property(anyMacaroon({ identifiers }), fc.nat(), ({ macaroon }, n) => {
        const written = write(macaroon) as Uint8Array | string
        const refusal = readAny(written.slice(0, n % written.length))
        expect(refused(refusal)).toBe(true)
        if (typeof written !== 'string') expect(refusal).toMatchObject({ code: 'macaroon_cut_off' })
      }),
      propertyOptions(3000),
    )
  })

  test('what is followed by anything is refused', () => {
    fc.assert(
      fc.property(anyMacaroon({ identifiers }), fc.uint8Array({ minLength: 1 }), ({ macaroon }, more) => {
        const written = write(macaroon) as Uint8Array | string
        const refusal = readAny(
          typeof written === 'string' ? `${written}x${toHex(more)}` : Uint8Array.of(...written, ...more),
        )
        expect(refusal).toMatchObject({
          code: typeof written === 'string' ? 'macaroon_format' : 'macaroon_trailing',
        })
      }),
      propertyOptions(1000),
    )
  })

  test('nothing at all is cut off', () => {
    const nothing = typeof write(bare) === 'string' ? '' : new Uint8Array(0)
    expect(readAny(nothing)).toMatchObject({ code: 'macaroon_cut_off' })
  })
})

const bare = mintMacaroon({ rootKey: utf8('k'), identifier: utf8('id'), location: 'l' })
