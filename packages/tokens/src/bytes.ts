/** Bytes and the text they spell. Fatal in both directions: nothing is ever replaced by U+FFFD. */

const encoder = new TextEncoder()
// `ignoreBOM` keeps a leading U+FEFF as the character it is; otherwise decoding would drop three signed bytes.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text)
}

/** The text that `bytes` spell in UTF-8; `undefined` where they spell none. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.length < 64) {
    const text = decodeAscii(bytes)
    if (text !== undefined) return text
  }
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Faster than `TextDecoder` for the few characters of a location or identifier. */
function decodeAscii(bytes: Uint8Array): string | undefined {
  let text = ''
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte > 0x7f) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}

/** Whether text can be written in UTF-8 at all: a lone half of a surrogate pair cannot. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

const slabBytes = 2048
let slab = new Uint8Array(slabBytes)
let taken = 0

/**
 * Zeroed bytes: a piece of a small shared slab where they are few, because making an array that V8 does not keep on
 * its own heap (more than 64 bytes) costs more than decoding a token does.
 */
export function allocate(length: number): Uint8Array {
  if (length > slabBytes / 4) return new Uint8Array(length)
  if (taken + length > slabBytes) {
    slab = new Uint8Array(slabBytes)
    taken = 0
  }
  taken += length
  return new Uint8Array(slab.buffer, taken - length, length)
}
