/** Base64 (RFC 4648), strictly: one text for one sequence of bytes, so that no token has a second spelling. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The value of each byte of text; 64 outside the alphabet, so that one `or` over all values tells whether any was. */
const values = new Uint8Array(256).fill(64)
for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i

const encoder = new TextEncoder()

/** The text as bytes: one native call is cheaper than `charCodeAt` for every character. Grows to the longest text. */
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
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const { length } = text
  if (characters.length < length) characters = new Uint8Array(length)
  // Anything but ASCII takes more bytes than characters: then either not all of it was read, or more was written.
  const { read, written } = encoder.encodeInto(text, characters)
  if (read !== length || written !== length) return undefined
  const bytes = new Uint8Array((length * 3) >> 2)
  let seen = 0
  let group = 0
  let at = 0
  for (let i = 0; i < length; i++) {
    const value = values[characters[i] as number] as number
    seen |= value
    group = (group << 6) | value
    if ((i & 3) === 3) {
      bytes[at++] = group >> 16
      bytes[at++] = group >> 8
      bytes[at++] = group
    }
  }
  return seen > 63 || !takeRest(group, length & 3, bytes, at) ? undefined : bytes
}

/** The last two or three characters, which are one or two bytes and some spare bits; one character alone is nothing. */
function takeRest(group: number, count: number, bytes: Uint8Array, at: number): boolean {
  if (count === 0) return true
  if (count === 1) return false
  const spare = count === 2 ? 4 : 2
  if (count === 3) bytes[at] = group >> 10
  bytes[bytes.length - 1] = group >> spare
  return (group & ((1 << spare) - 1)) === 0
}

/**
 * What other macaroon tools write: either alphabet, but not both in one text; padding in full or not at all.
 * Otherwise as strict as `decodeBase64url`.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const unpadded = text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text
  const mapped = /[-_]/.test(unpadded) ? unpadded : unpadded.replaceAll('+', '-').replaceAll('/', '_')
  return decodeBase64url(mapped)
}
