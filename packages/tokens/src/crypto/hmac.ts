/** HMAC-SHA-256 (RFC 2104) with keys of up to 32 bytes, which all keys of macaroons are, on either engine. */
import type { Engine } from './sha256.ts'

/** A key as HMAC uses it: SHA-256's states after the inner and the outer padded key. */
export interface HmacKey {
  readonly inner: Int32Array
  readonly outer: Int32Array
}

/**
 * Holds one digest of 32 bytes, which each step replaces: what comes out of one HMAC is most often the key of the
 * next, and so stays where it is. Nothing here waits, so one of these can serve a whole process.
 */
export interface Hmac {
  /** A key of at most 32 bytes, made ready to be used many times. */
  prepare(key: Uint8Array): HmacKey
  /** The digest becomes the HMAC of `message` under `key`. */
  sign(key: HmacKey, message: Uint8Array): void
  /** The digest becomes the HMAC of `message`, or of a part of it, under the digest. */
  extend(message: Uint8Array, from?: number, to?: number): void
  /** The digest becomes these 32 bytes. */
  load(digest: Uint8Array): void
  digest(): Uint8Array<ArrayBuffer>
  /** Whether the digest is these bytes. No branch on any of them: the time taken does not tell where they differ. */
  equals(bytes: Uint8Array, from?: number, to?: number): boolean
}

const blockBytes = 64
const digestBytes = 32

export function createHmac(engine: Engine): Hmac {
  const { state, block, outer } = engine

  /** Takes in the message and SHA-256's padding: a one bit, zeros, and the length in bits with the key's block. */
  function absorb(message: Uint8Array, from: number, to: number): void {
    const length = to - from
    let at = from
    for (; at + blockBytes <= to; at += blockBytes) {
      for (let i = 0; i < 16; i++) block[i] = wordAt(message, at + 4 * i)
      engine.compress()
    }
    const words = (to - at) >> 2
    for (let i = 0; i < words; i++) block[i] = wordAt(message, at + 4 * i)
    block[words] = lastWord(message, at + 4 * words, to)
    for (let i = words + 1; i < 16; i++) block[i] = 0
    if (words >= 14) {
      engine.compress()
      for (let i = 0; i < 14; i++) block[i] = 0
    }
    block[14] = (blockBytes + length) / 2 ** 29
    block[15] = (blockBytes + length) << 3
    engine.finish()
  }

  function load(bytes: Uint8Array): void {
    for (let i = 0; i < 8; i++) state[i] = wordAt(bytes, 4 * i)
  }

  return {
    prepare(key) {
      if (key.length > digestBytes) throw new TypeError('A key longer than 32 bytes is not supported.')
      const padded = new Uint8Array(digestBytes)
      padded.set(key)
      load(padded)
      engine.key()
      return { inner: state.slice(), outer: outer.slice() }
    },
    sign(key, message) {
      copy(key.inner, state)
      copy(key.outer, outer)
      absorb(message, 0, message.length)
    },
    extend(message, from = 0, to = message.length) {
      engine.key()
      absorb(message, from, to)
    },
    load(digest) {
      if (digest.length !== digestBytes) throw new TypeError(`A digest has 32 bytes, not ${digest.length}.`)
      load(digest)
    },
    digest() {
      const bytes = new Uint8Array(digestBytes)
      for (let i = 0; i < 8; i++) {
        const word = state[i] as number
        bytes[4 * i] = word >> 24
        bytes[4 * i + 1] = word >> 16
        bytes[4 * i + 2] = word >> 8
        bytes[4 * i + 3] = word
      }
      return bytes
    },
    equals(bytes, from = 0, to = bytes.length) {
      let difference = (to - from) ^ digestBytes
      for (let i = 0; i < 8; i++) difference |= (state[i] as number) ^ wordAt(bytes, from + 4 * i)
      return difference === 0
    },
  }
}

/** A loop, because `TypedArray.set` costs more than eight words are worth. */
function copy(from: Int32Array, to: Int32Array): void {
  for (let i = 0; i < 8; i++) to[i] = from[i] as number
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)
  )
}

/** The last nought to three bytes of a message, followed by the one bit. */
function lastWord(bytes: Uint8Array, at: number, end: number): number {
  let word = 0
  let shift = 24
  for (let i = at; i < end; i++, shift -= 8) word |= (bytes[i] as number) << shift
  return word | (0x80 << shift)
}
