import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { fromHex, toHex, utf8 } from '../testing/macaroons.ts'
import { poly1305 } from './poly1305.ts'
import { hsalsa20, xsalsa20 } from './salsa20.ts'
import { open, seal } from './sealed-box.ts'

/** D. J. Bernstein, "Cryptography in NaCl", sections 8 to 10: one message all the way through. */
const nacl = {
  sharedKey: fromHex('4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'),
  firstKey: fromHex('1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389'),
  nonce: fromHex('69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37'),
  secondKey: 'dc908dda0b9344a953629b733820778880f3ceb421bb61b91cbd4c3e66256ce4',
  tagKey: 'eea6a7251c1e72916d11c2cb214d3c252539121d8e234e652d651fa4c8cff880',
  message: fromHex(
    'be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c61296cdc3c0123' +
      '3561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd4924' +
      'ca1c60902e52f0a089bc76897040e082f937763848645e0705',
  ),
  ciphertext:
    '8e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c97271d2c20f9b' +
    '928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de5624' +
    '4a9e88d5f9b37973f622a43d14a6599b1f654cb45a74e355a5',
  tag: 'f3ffc7703f9400e52a7dfb4b3d3305d9',
}

describe('XSalsa20 gives the published', () => {
  test('first and second key', () => {
    expect(hsalsa20(nacl.sharedKey, new Uint8Array(16))).toEqual(nacl.firstKey)
    expect(toHex(hsalsa20(nacl.firstKey, nacl.nonce.subarray(0, 16)))).toBe(nacl.secondKey)
  })

  test('key stream, whose start is the key of the tag', () => {
    expect(toHex(xsalsa20(nacl.firstKey, nacl.nonce, 32))).toBe(nacl.tagKey)
  })

  test('key stream of any length as the start of a longer one', () => {
    const long = xsalsa20(nacl.firstKey, nacl.nonce, 300)
    for (const length of [0, 1, 63, 64, 65, 128, 299]) {
      expect(xsalsa20(nacl.firstKey, nacl.nonce, length)).toEqual(long.subarray(0, length))
    }
  })
})

describe('Poly1305 gives the published tag', () => {
  // RFC 8439 section 2.5.2, then the corner cases of appendix A.3: the number in front is the RFC's.
  test.each([
    [
      'of the example',
      '85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b',
      toHex(utf8('Cryptographic Forum Research Group')),
      'a8061dc1305136c6c22b8baf0c0127a9',
    ],
    ['1: of nothing but zeros', '00'.repeat(32), '00'.repeat(64), '00'.repeat(16)],
    ['7: where the sum reaches 2^130 - 5', `02${'00'.repeat(31)}`, 'ff'.repeat(16), `03${'00'.repeat(15)}`],
    [
      '8: where adding the key overflows 2^128',
      `02${'00'.repeat(15)}${'ff'.repeat(16)}`,
      `02${'00'.repeat(15)}`,
      `03${'00'.repeat(15)}`,
    ],
    [
      '9: where the sum is just below the prime',
      `02${'00'.repeat(31)}`,
      `fd${'ff'.repeat(15)}`,
      `fa${'ff'.repeat(15)}`,
    ],
    [
      '10: where a carry goes through all limbs',
      `0100000000000000040000000000000000000000000000000000000000000000`,
      'e33594d7505e43b900000000000000003394d7505e4379cd01000000000000000000000000000000000000000000000001000000000000000000000000000000',
      '14000000000000005500000000000000',
    ],
    [
      '11: where it goes through all but the last',
      `0100000000000000040000000000000000000000000000000000000000000000`,
      'e33594d7505e43b900000000000000003394d7505e4379cd010000000000000000000000000000000000000000000000',
      '13000000000000000000000000000000',
    ],
  ])('%s', (_, key, message, tag) => {
    expect(toHex(poly1305(fromHex(key), fromHex(message)))).toBe(tag)
  })
})

describe('a sealed box', () => {
  test('is the nonce, the published tag and the published text', () => {
    const box = seal(nacl.firstKey, nacl.nonce, nacl.message)
    expect(toHex(box)).toBe(toHex(nacl.nonce) + nacl.tag + nacl.ciphertext)
    expect(open(nacl.firstKey, box)).toEqual(nacl.message)
  })

  const sized = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

  test('opens under its key, and not when any one bit of it or of the key was changed', () => {
    fc.assert(
      fc.property(
        sized(32),
        sized(24),
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(),
        (key, nonce, text, n) => {
          const box = seal(key, nonce, text)
          expect(open(key, box)).toEqual(text)
          expect(open(key, flip(box, n))).toBeUndefined()
          expect(open(flip(key, n), box)).toBeUndefined()
        },
      ),
      propertyOptions(2000),
    )
  })

  test('that is too short to have a tag does not open', () => {
    const box = seal(nacl.firstKey, nacl.nonce, new Uint8Array(0))
    expect(box.length).toBe(40)
    expect(open(nacl.firstKey, box)).toEqual(new Uint8Array(0))
    for (let length = 0; length < 40; length++) {
      expect(open(nacl.firstKey, box.subarray(0, length))).toBeUndefined()
    }
  })

  test('with a key or nonce of the wrong length is a mistake of the program', () => {
    expect(() => seal(new Uint8Array(31), nacl.nonce, nacl.message)).toThrow('key of 32 bytes, not 31')
    expect(() => seal(nacl.firstKey, new Uint8Array(25), nacl.message)).toThrow('nonce of 24 bytes, not 25')
  })
})

function flip(bytes: Uint8Array, n: number): Uint8Array {
  const changed = bytes.slice()
  const bit = n % (8 * bytes.length)
  changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
  return changed
}
