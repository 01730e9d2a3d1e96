/**
 * XSalsa20: Salsa20 (D. J. Bernstein, "The Salsa20 family of stream ciphers") with a nonce of 24 bytes
 * ("Extending the Salsa20 nonce"). Neither Node nor the browser has it.
 */

/** "expand 32-byte k", the words on the diagonal. */
const sigma = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const

/** Which words the four quarter-rounds of a column round, then of a row round, work on. */
const quarters = [
  [0, 4, 8, 12],
  [5, 9, 13, 1],
  [10, 14, 2, 6],
  [15, 3, 7, 11],
  [0, 1, 2, 3],
  [5, 6, 7, 4],
  [10, 11, 8, 9],
  [15, 12, 13, 14],
] as const

/** Ten double rounds, in place. */
function doubleRounds(x: Uint32Array): void {
  for (let round = 0; round < 10; round++) {
    for (const [a, b, c, d] of quarters) {
      x[b] = (x[b] as number) ^ rotate((x[a] as number) + (x[d] as number), 7)
      x[c] = (x[c] as number) ^ rotate((x[b] as number) + (x[a] as number), 9)
      x[d] = (x[d] as number) ^ rotate((x[c] as number) + (x[b] as number), 13)
      x[a] = (x[a] as number) ^ rotate((x[d] as number) + (x[c] as number), 18)
    }
  }
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits))
}

/** The input matrix: constants on the diagonal, 32 bytes of key, 16 bytes of nonce and counter. */
function matrix(key: Uint8Array, input: Uint8Array): Uint32Array {
  const k = littleEndianWords(key)
  const n = littleEndianWords(input)
  const words = [sigma[0], ...k.slice(0, 4), sigma[1], ...n, sigma[2], ...k.slice(4), sigma[3]]
  return Uint32Array.from(words as number[])
}

/** A key of 32 bytes from a key of 32 and an input of 16 bytes. */
export function hsalsa20(key: Uint8Array, input: Uint8Array): Uint8Array {
  const x = matrix(key, input)
  doubleRounds(x)
  return littleEndianBytes([0, 5, 10, 15, 6, 7, 8, 9].map(i => x[i] as number))
}

/** `length` bytes of XSalsa20 key stream for a key of 32 and a nonce of 24 bytes. */
export function xsalsa20(key: Uint8Array, nonce: Uint8Array, length: number): Uint8Array {
  const subkey = hsalsa20(key, nonce.subarray(0, 16))
  const stream = new Uint8Array(Math.ceil(length / 64) * 64)
  const input = new Uint8Array(16)
  input.set(nonce.subarray(16))
  for (let block = 0; block * 64 < length; block++) {
    new DataView(input.buffer).setUint32(8, block, true)
    const start = matrix(subkey, input)
    const x = start.slice()
    doubleRounds(x)
    stream.set(littleEndianBytes(Array.from(x, (word, i) => word + (start[i] as number))), block * 64)
  }
  return stream.subarray(0, length)
}

function littleEndianWords(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true))
}

function littleEndianBytes(words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(words.length * 4)
  const view = new DataView(bytes.buffer)
  words.forEach((word, i) => {
    view.setUint32(4 * i, word, true)
  })
  return bytes
}
