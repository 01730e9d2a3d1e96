import { expect, test } from 'vitest'
import { allocate, concatBytes, decodeUtf8, encodeUtf8, equalBytes, isWellFormed } from './bytes.ts'

test('a byte order mark is text like any other: it was signed', () => {
  expect(decodeUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe('\ufeffa')
})

test.for([0, 1, 63, 64, 65])(
  '%i characters, of ASCII or not, are the text that their bytes spell',
  length => {
    expect(decodeUtf8(new Uint8Array(length).fill(0x7f))).toBe('\u007f'.repeat(length))
    expect(decodeUtf8(encodeUtf8('\u00e9'.repeat(length)))).toBe('\u00e9'.repeat(length))
  },
)

test('what is not UTF-8 is no text, whether short or long', () => {
  expect(decodeUtf8(new Uint8Array([0x80]))).toBeUndefined()
  expect(decodeUtf8(new Uint8Array(100).fill(0xff))).toBeUndefined()
})

test('half of a surrogate pair is not well formed, a pair is', () => {
  expect(['a', '\u{1f511}', '\ud83d', '\udd11', 'a\ud83d'].map(isWellFormed)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test('bytes are equal if all are, and there are as many', () => {
  const bytes = new Uint8Array([1, 2, 3])
  expect(equalBytes(bytes, bytes.slice())).toBe(true)
  expect(equalBytes(bytes, new Uint8Array([1, 2, 4]))).toBe(false)
  expect(equalBytes(bytes, new Uint8Array([1, 2]))).toBe(false)
  expect(equalBytes(new Uint8Array([1, 2]), bytes)).toBe(false)
})

test('bytes are joined in their order', () => {
  const parts = [new Uint8Array([1, 2]), new Uint8Array(0), new Uint8Array([3])]
  expect(concatBytes(...parts)).toEqual(new Uint8Array([1, 2, 3]))
})

test('no two of the pieces handed out overlap, and each is zeroed', () => {
  const lengths = [1, 512, 513, 2048, ...Array.from({ length: 200 }, (_, i) => (i * 37) % 514)]
  const pieces = lengths.map((length, i) => {
    const piece = allocate(length)
    expect(piece).toEqual(new Uint8Array(length))
    return piece.fill(i + 1)
  })
  for (const [i, piece] of pieces.entries()) {
    expect(piece).toEqual(new Uint8Array(lengths[i] as number).fill(i + 1))
  }
})

test('a few bytes share a slab, many have memory of their own', () => {
  expect(allocate(512).buffer.byteLength).toBe(2048)
  expect(allocate(513).buffer.byteLength).toBe(513)
})
