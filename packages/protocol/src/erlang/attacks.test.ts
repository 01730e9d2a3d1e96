/** What strangers send in place of a term. */
import { deepStrictEqual } from 'node:assert/strict'
import { refused } from '@latchkey/tokens'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../../test/support/processor-time.ts'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { decodeTerm, encodeTerm } from './index.ts'

const map = 116
const list = 108
const nil = 106
const binary = 109
const uint32 = (number: number) =>
  [number >>> 24, number >>> 16, number >>> 8, number].map(each => each & 255)
const term = (...bytes: readonly number[]) => Uint8Array.from([131, ...bytes])
const everything = { bytes: 64 * 1024 * 1024, values: 50_000_000 }

/** So many lists, each inside the other. */
function nested(depth: number): Uint8Array {
  const head = Buffer.from([list, ...uint32(1)])
  return new Uint8Array(
    Buffer.concat([Buffer.from([131]), Buffer.alloc(5 * depth, head), Buffer.alloc(depth + 1, nil)]),
  )
}

describe('sizes that are claimed', () => {
  test.each([
    ['a list', [list, ...uint32(0xffffffff)]],
    ['a map', [map, ...uint32(0xffffffff)]],
    ['a binary', [binary, ...uint32(0xffffffff)]],
    ['a string', [107, 255, 255]],
    ['a number', [110, 255, 0]],
    ['an atom', [118, 255, 255]],
    ['a list that is one short', [list, ...uint32(2), 97, 1, nil]],
    ['a map whose values are not there', [map, ...uint32(2), binary, ...uint32(0)]],
  ])('%s that is not there is cut off, and nothing is made for it', (_, bytes) => {
    const before = process.memoryUsage().heapUsed
    expect(decodeTerm(term(...bytes))).toMatchObject({
      code: 'term_malformed',
      message: expect.stringMatching(/cut off/),
    })
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(4 * 1024 * 1024)
  })

  test('every beginning of a term is refused as cut off', () => {
    const whole = encodeTerm({
      name: 'vm',
      permissions: [{ domain: 'api' }, null, -1, 1.5, 2 ** 40],
      ok: true,
    })
    for (let length = 0; length < whole.length; length += 1)
      expect(decodeTerm(whole.subarray(0, length))).toMatchObject({
        message: expect.stringMatching(/cut off/),
      })
    expect(refused(decodeTerm(whole))).toBe(false)
  })
})

describe('limits', () => {
  const tooLarge = (says: RegExp) => ({ code: 'term_too_large', message: expect.stringMatching(says) })

  test('lists and maps go 32 deep, and no deeper', () => {
    expect(refused(decodeTerm(nested(32)))).toBe(false)
    expect(decodeTerm(nested(33))).toMatchObject(tooLarge(/deeper than 32/))
    expect(decodeTerm(nested(100_000))).toMatchObject(tooLarge(/deeper than 32/))
  })

  test('there are 10,000 values, and no more, whatever they are', () => {
    const items = (count: number) => encodeTerm(Array.from({ length: count }, () => 1))
    expect(refused(decodeTerm(items(9_999)))).toBe(false)
    expect(decodeTerm(items(10_000))).toMatchObject(tooLarge(/more than 10000 values/))
    expect(decodeTerm(term(107, 0x27, 0x10, ...new Uint8Array(10_000)))).toMatchObject(tooLarge(/values/))
  })

  test('10 MB are refused unread, at once', () => {
    const bytes = new Uint8Array(10 * 1024 * 1024).fill(nil)
    expect(decodeTerm(bytes)).toMatchObject(tooLarge(/larger than 1048576 bytes/))
    const often = () => {
      for (let time = 0; time < 1_000; time += 1) decodeTerm(bytes)
    }
    expect(processorTimeOf(often)).toBeLessThan(1_000)
  })
})

describe('what would mean something to a program', () => {
  test('a key twice is refused, as Erlang does', () => {
    const entry = [binary, ...uint32(1), 97, 97, 1]
    expect(decodeTerm(term(map, ...uint32(2), ...entry, ...entry))).toMatchObject({
      message: expect.stringMatching(/"a" twice/),
    })
  })

  test('no key reaches a prototype', () => {
    const read = decodeTerm(encodeTerm({ ['__proto__']: { admin: true }, a: 1 }))
    expect(Object.getPrototypeOf(read)).toBeNull()
    expect(Object.keys(read ?? {})).toEqual(['__proto__', 'a'])
    expect('admin' in (read as object)).toBe(false)
  })

  test('a map that looks like a refusal is none', () => {
    const lookalike = { code: 'x', message: 'y', next: 'z', 'latchkey.refusal': true }
    expect(refused(decodeTerm(encodeTerm(lookalike)))).toBe(false)
  })

  test('nothing may follow the end', () => {
    expect(decodeTerm(term(nil, nil))).toMatchObject({ message: expect.stringMatching(/follows the end/) })
  })

  test('what is no number is no float', () => {
    expect(decodeTerm(term(70, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0))).toMatchObject({
      message: expect.stringMatching(/no number/),
    })
    expect(() => encodeTerm(Number.NaN)).toThrow(TypeError)
  })

  test('bytes of the body are not held on to', () => {
    const body = new Uint8Array(1024)
    body.set(term(binary, ...uint32(2), 255, 254))
    const read = decodeTerm(body.subarray(0, 8))
    expect(read).toEqual(Uint8Array.of(255, 254))
    expect((read as Uint8Array).buffer.byteLength).toBe(2)
  })
})

describe('time', () => {
  // One takes as long as ten of a tenth of its size, and ten times as long where something is quadratic.
  test.each([
    ['items', (count: number) => encodeTerm(Array.from({ length: count }, (_, n) => n))],
    [
      'keys',
      (count: number) =>
        encodeTerm(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]))),
    ],
    ['texts', (count: number) => encodeTerm(Array.from({ length: count }, () => 'grün'))],
  ])('grows with the number of %s, and no faster', (_, make) => {
    const [small, large] = [make(10_000), make(100_000)]
    const timeOf = (bytes: Uint8Array, times: number) =>
      processorTimeOf(() => {
        for (let time = 0; time < times; time += 1) decodeTerm(bytes, everything)
      })
    timeOf(small, 10)
    expect(timeOf(large, 3) / timeOf(small, 30)).toBeLessThan(4)
  })
})

test('whatever the bytes are, they are read or refused', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    // Near enough to terms to get past the first byte.
    fc
      .array(
        fc.oneof(
          fc.constantFrom(map, list, nil, binary, 70, 97, 98, 107, 110, 118, 119, 0, 1, 2),
          fc.nat(255),
        ),
        {
          maxLength: 300,
        },
      )
      .map(each => term(...each)),
  )
  fc.assert(
    fc.property(bytes, sent => {
      const read = decodeTerm(sent)
      if (refused(read)) expect(['term_malformed', 'term_too_large']).toContain(read.code)
      else deepStrictEqual(decodeTerm(encodeTerm(read)), read)
    }),
    propertyOptions(20_000),
  )
})
