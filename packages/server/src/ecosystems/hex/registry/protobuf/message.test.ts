import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../../../../test/support/runs.ts'
import { bytes, flag, message, number, optional, packed, repeated, required, text } from './message.ts'

const inner = message({ name: required(1, text), size: optional(2, number) })
const outer = message({
  title: required(1, text),
  digest: required(2, bytes),
  parts: repeated(3, inner),
  indexes: packed(4),
  done: optional(5, flag),
  note: optional(16, text),
})

const least = {
  title: 'a',
  digest: Uint8Array.of(1),
  parts: [],
  indexes: [],
  done: undefined,
  note: undefined,
}
const hex = (written: string) => new Uint8Array(Buffer.from(written.replaceAll(' ', ''), 'hex'))

describe('a message', () => {
  test('is written as protobuf.dev says: tags, varints and lengths', () => {
    expect(
      Buffer.from(outer.encode({ ...least, indexes: [1, 300], done: true, note: 'ä' })).toString('hex'),
    ).toBe('0a0161' + '120101' + '22' + '03' + '01ac02' + '2801' + '820102c3a4')
  })

  test('that is written reads back the same, whatever is in it', () => {
    const part = fc.record({
      name: fc.string({ unit: 'binary' }),
      size: fc.option(fc.maxSafeNat(), { nil: undefined }),
    })
    const value = fc.record({
      title: fc.string({ unit: 'binary' }),
      digest: fc.uint8Array(),
      parts: fc.array(part),
      indexes: fc.array(fc.maxSafeNat()),
      done: fc.option(fc.boolean(), { nil: undefined }),
      note: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
    })
    fc.assert(
      fc.property(value, given => {
        const read = outer.decode(outer.encode(given))
        if (refused(read)) throw new Error(read.message)
        expect({ ...read, digest: [...read.digest] }).toEqual({ ...given, digest: [...given.digest] })
      }),
      propertyOptions(1000),
    )
  })

  test('of strangers is refused or read, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), given => {
        const read = outer.decode(given)
        if (refused(read)) expect(read.code).toBe('protobuf_malformed')
        else expect(typeof read.title).toBe('string')
      }),
      propertyOptions(5000),
    )
  })

  test('that is cut off anywhere is refused, or says less than it did', () => {
    const whole = { ...least, parts: [{ name: 'part', size: 7 }], indexes: [1, 2] }
    const written = outer.encode(whole)
    for (let length = 0; length < written.length; length++) {
      const read = outer.decode(written.subarray(0, length))
      if (!refused(read)) expect(read).not.toEqual(whole)
    }
  })

  const digest = '120101'
  test.each([
    ['nothing at all', ''],
    ['without a field that must be there', '0a0161'],
    ['with a field twice that there may be once', `0a0161 0a0162 ${digest}`],
    ['with an optional field twice', `0a0161 ${digest} 2801 2800`],
    ['with a text where a number belongs', `0a0161 ${digest} 2a0101`],
    ['with a number where a text belongs', `0801 ${digest}`],
    ['with a flag that is neither 0 nor 1', `0a0161 ${digest} 2802`],
    ['with a text that is not UTF-8', `0a02c328 ${digest}`],
    ['with a length past its end', `0a0161 ${digest} 1a7f`],
    ['with a length of nearly 2^53', `0a0161 ${digest} 1affffffffffffff0f`],
    ['with a length of more', `0a0161 ${digest} 1affffffffffffffffff01`],
    ['with a varint that never ends', `0a0161 ${digest} 28${'ff'.repeat(20)}`],
    ['that ends within a varint', `0a0161 ${digest} 28ff`],
    ['with field number 0', `0a0161 ${digest} 0001`],
    ['with a group', `0a0161 ${digest} 3b3c`],
    ['with a wire type that there is not', `0a0161 ${digest} 3e01`],
    ['with a malformed message in it', `0a0161 ${digest} 1a0212 01`],
    ['with half a packed number', `0a0161 ${digest} 220180`],
    ['with fewer than eight fixed bytes', `0a0161 ${digest} 3900`],
  ])('%s is refused', (_, written) => {
    expect(outer.decode(hex(written))).toMatchObject({ code: 'protobuf_malformed' })
  })

  test('with fields that nobody here knows is read without them', () => {
    const unknown = '3a0161 3807 390000000000000000 3d00000000'
    expect(outer.decode(hex(`${unknown} 0a0161 120101 ${unknown}`))).toEqual(least)
  })

  test('with packed numbers one by one is read as well, as the format demands', () => {
    expect(outer.decode(hex('0a0161 120101 2001 20ac02 220103'))).toEqual({ ...least, indexes: [1, 300, 3] })
  })

  test.each([-1, 1.5, 2 ** 53, Number.NaN])('is not written with the number %s', wrong => {
    expect(() => outer.encode({ ...least, indexes: [wrong] })).toThrow(RangeError)
  })
})
