/** Base64 (RFC 4648), strictly: one text for one sequence of bytes, so that no token has a second spelling. */
import { allocate } from './bytes.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The value of each byte of text; 64 outside the alphabet, so that one `or` over all values tells whether any was. */
const values = new Uint8Array(256).fill(64)
for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i

const nought = alphabet.charCodeAt(0)
const encoder = new TextEncoder()

/** The text as bytes: one native call costs less than `charCodeAt` for every character. Grows to the longest text. */
let characters = new Uint8Array(1024)

/** RFC 4648 section 5, without padding. */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let shift = 18; shift >= 0; shift -= 6) text += alphabet[(group >> shift) & 63]
  }
  return text.slice(0, Math.ceil((bytes.length * 4) / 3))
}

/**
 * RFC 4648 section 5, without padding. `undefined` for a character outside the alphabet, an impossible length, and
 * for spare bits that are not zero (section 3.5: decoders MAY reject them; where text is a credential they must).
 */
export function decodeBase64url(text: string): Uint8Array | undefined {
  const { length } = text
  const rest = length & 3
  if (rest === 1) return undefined
  readCharacters(text)
  const bytes = allocate((length * 3) >> 2)
  const from = characters
  let seen = 0
  for (let i = 0, at = 0; i < length; i += 4, at += 3) {
    const a = values[from[i] as number] as number
    const b = values[from[i + 1] as number] as number
    const c = values[from[i + 2] as number] as number
    const d = values[from[i + 3] as number] as number
    seen |= a | b | c | d
    bytes[at] = (a << 2) | (b >> 4)
    bytes[at + 1] = (b << 4) | (c >> 2) // past the end of `bytes` in a group of two characters: ignored
    bytes[at + 2] = (c << 6) | d
  }
  const spareBits = rest === 0 ? 0 : rest === 2 ? 0b1111 : 0b11
  const last = values[from[length - 1] as number] as number
  return seen > 63 || (last & spareBits) !== 0 ? undefined : bytes
}

/** Fills `characters`, noughts after the end. What is not ASCII leaves a byte there that `values` knows to be none. */
function readCharacters(text: string): void {
  const { length } = text
  if (characters.length < length + 2) characters = new Uint8Array(length + 2)
  encoder.encodeInto(text, characters)
  characters[length] = nought
  characters[length + 1] = nought
}

/**
 * What other macaroon tools write: either alphabet, but not both in one text; padding in full or not at all.
 * Otherwise as strict as `decodeBase64url`.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const unpadded = text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text
  const mapped = /[-_]/.test(unpadded) ? unpadded : unpadded.replaceAll('+', '-').replaceAll('/', '_')
  return decodeBase64url(mapped)
}
