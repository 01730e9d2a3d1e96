import { createHmac as nodeHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { fromHex, toHex, utf8 } from '../testing/macaroons.ts'
import { createWasmEngine } from '../verify/wasm-engine.ts'
import { createHmac } from './hmac.ts'
import { createEngine, initialState, roundConstants } from './sha256.ts'

test('the constants of SHA-256 are those of FIPS 180-4', () => {
  const hex = (words: Int32Array) => Array.from(words, word => (word >>> 0).toString(16).padStart(8, '0'))
  expect(hex(initialState)).toEqual([
    '6a09e667',
    'bb67ae85',
    '3c6ef372',
    'a54ff53a',
    '510e527f',
    '9b05688c',
    '1f83d9ab',
    '5be0cd19',
  ])
  expect([hex(roundConstants)[0], hex(roundConstants)[31], hex(roundConstants)[63]]).toEqual([
    '428a2f98',
    '14292967',
    'c67178f2',
  ])
})

describe.each([
  ['in JavaScript', createEngine],
  ['in WebAssembly', createWasmEngine],
])('HMAC-SHA-256 %s', (_, create) => {
  const hmac = createHmac(create())
  const sign = (key: Uint8Array, message: Uint8Array) => {
    hmac.sign(hmac.prepare(key), message)
    return toHex(hmac.digest())
  }

  // RFC 4231, those cases whose keys have at most 32 bytes.
  test.each([
    [
      1,
      '0b'.repeat(20),
      toHex(utf8('Hi There')),
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      2,
      toHex(utf8('Jefe')),
      toHex(utf8('what do ya want for nothing?')),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [3, 'aa'.repeat(20), 'dd'.repeat(50), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
    [
      4,
      '0102030405060708090a0b0c0d0e0f10111213141516171819',
      'cd'.repeat(50),
      '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    ],
  ])('gives the digest of test case %i of RFC 4231', (_, key, message, digest) => {
    expect(sign(fromHex(key), fromHex(message))).toBe(digest)
  })

  test("agrees with Node's for every length of key and message", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 32 }), fc.uint8Array({ maxLength: 300 }), (key, message) => {
        expect(sign(key, message)).toBe(nodeHmac('sha256', key).update(message).digest('hex'))
      }),
      propertyOptions(5000),
    )
    for (let length = 0; length < 200; length++) {
      const message = new Uint8Array(length).fill(length)
      expect(sign(message.subarray(0, 32), message)).toBe(
        nodeHmac('sha256', message.subarray(0, 32)).update(message).digest('hex'),
      )
    }
  })

  test('signs with a prepared key as often as asked, whatever it did in between', () => {
    const keys = ['first', 'second'].map(text => ({ text, key: hmac.prepare(utf8(text)) }))
    for (const { text, key } of [...keys, ...keys]) {
      hmac.sign(key, utf8('message'))
      hmac.extend(utf8('more'))
      const first = nodeHmac('sha256', text).update('message').digest()
      expect(toHex(hmac.digest())).toBe(nodeHmac('sha256', first).update('more').digest('hex'))
    }
  })

  test('goes on with what it gave as the next key', () => {
    const first = nodeHmac('sha256', 'key').update('first').digest()
    hmac.sign(hmac.prepare(utf8('key')), utf8('first'))
    hmac.extend(utf8('second'))
    expect(hmac.digest()).toEqual(new Uint8Array(nodeHmac('sha256', first).update('second').digest()))
    hmac.load(first)
    expect(hmac.digest()).toEqual(new Uint8Array(first))
    hmac.extend(utf8('third'))
    expect(hmac.digest()).toEqual(new Uint8Array(nodeHmac('sha256', first).update('third').digest()))
  })

  test('equals its 32 bytes and nothing else', () => {
    const digest = fromHex(sign(utf8('key'), utf8('message')))
    expect(hmac.equals(digest)).toBe(true)
    for (let i = 0; i < 256; i++) {
      const changed = digest.slice()
      changed[i >> 3] = (changed[i >> 3] as number) ^ (1 << (i & 7))
      expect(hmac.equals(changed)).toBe(false)
    }
    expect(hmac.equals(digest.subarray(0, 31))).toBe(false)
    expect(hmac.equals(Uint8Array.of(...digest, 0))).toBe(false)
    expect(hmac.equals(new Uint8Array(0))).toBe(false)
  })

  test('refuses to take what is not a key or a digest, loudly: that is a mistake of the program', () => {
    expect(() => hmac.prepare(new Uint8Array(33))).toThrow('longer than 32 bytes')
    expect(() => hmac.load(new Uint8Array(31))).toThrow('32 bytes, not 31')
  })
})
