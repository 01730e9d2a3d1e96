/**
 * The V1 binary format (libmacaroons, before `doc/format.txt`): packets of four lower-case hex digits of length, a
 * name, a space, data and a newline, always in the same order. Its identifiers are text.
 */
import { concatBytes, decodeUtf8, encodeUtf8 } from '../bytes.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { isThirdParty, type Macaroon, type MacaroonCaveat } from './macaroon.ts'
import {
  cutOff,
  type MacaroonCode,
  maximumMacaroonBytes,
  tooLarge,
  trailing,
  unreadable,
  wrongSignature,
} from './reading.ts'

type Name = 'location' | 'identifier' | 'cid' | 'vid' | 'cl' | 'signature'

const maximumPacket = 0xffff
const digits = encodeUtf8('0123456789abcdef')

const wrongFormat = unreadable(
  'macaroon_format',
  'This is not a V1 macaroon: it does not begin with a packet.',
)
const wrongLength = unreadable(
  'macaroon_length',
  'A packet of this macaroon does not have the length that its four lower-case hex digits say.',
)
const wrongPacket = unreadable(
  'macaroon_field',
  'A packet of this macaroon is missing, unknown, repeated or out of order.',
)
const wrongText = unreadable('macaroon_text', 'A location or identifier in this macaroon is not UTF-8 text.')

/** Reads one macaroon, which must fill `bytes`. What is returned are views of `bytes`. */
export function decodeV1(bytes: Uint8Array): Macaroon | Refusal<MacaroonCode> {
  if (bytes.length > maximumMacaroonBytes) return tooLarge
  if (bytes.length === 0) return cutOff
  if (!digits.includes(bytes[0] as number)) return wrongFormat
  const cursor: Cursor = { bytes, at: 0, refusal: undefined }
  const location = takeText(cursor, 'location')
  const identifier = takeTextBytes(cursor, 'identifier')
  const caveats: MacaroonCaveat[] = []
  while (has(cursor, 'cid')) {
    const caveat = takeCaveat(cursor)
    if (caveat === undefined) break
    caveats.push(caveat)
  }
  const signature = take(cursor, 'signature')
  if (location === undefined || identifier === undefined || signature === undefined) {
    return cursor.refusal ?? wrongPacket
  }
  if (signature.length !== 32) return wrongSignature
  return cursor.at < bytes.length ? trailing : { location, identifier, caveats, signature }
}

/** Where the reader stands. After the first refusal everything it takes is `undefined`. */
interface Cursor {
  readonly bytes: Uint8Array
  at: number
  refusal: Refusal<MacaroonCode> | undefined
}

/**
 * cid [vid cl]: all three where it is third-party. pymacaroons leaves both out where the location is empty, and so
 * turns the caveat into a first-party one that nothing satisfies; we write an empty `cl`.
 */
function takeCaveat(cursor: Cursor): MacaroonCaveat | undefined {
  const identifier = takeTextBytes(cursor, 'cid')
  if (!has(cursor, 'vid')) return identifier && { identifier }
  const verification = take(cursor, 'vid')
  const location = takeText(cursor, 'cl')
  if (identifier === undefined || verification === undefined || location === undefined) return undefined
  return verification.length > 0 ? { identifier, verification, location } : fail(cursor, wrongPacket)
}

function takeText(cursor: Cursor, name: Name): string | undefined {
  const data = take(cursor, name)
  return data && (decodeUtf8(data) ?? fail(cursor, wrongText))
}

function takeTextBytes(cursor: Cursor, name: Name): Uint8Array | undefined {
  const data = take(cursor, name)
  return data === undefined || decodeUtf8(data) === undefined ? fail(cursor, wrongText) : data
}

/** Whether the next packet has this name. */
function has({ bytes, at }: Cursor, name: Name): boolean {
  return startsWith(bytes, at + 4, `${name} `)
}

/** The data of the next packet, which must have this name. */
function take(cursor: Cursor, name: Name): Uint8Array | undefined {
  const { bytes, at, refusal } = cursor
  if (refusal !== undefined) return undefined
  const end = at + packetLength(bytes, at)
  const start = at + 4 + name.length + 1
  if (Number.isNaN(end)) return fail(cursor, at + 4 > bytes.length ? cutOff : wrongLength)
  if (end > bytes.length) return fail(cursor, cutOff)
  if (!has(cursor, name)) return fail(cursor, wrongPacket)
  // One that ends before its data begins would be read again for ever: the newline before it would be taken for its own.
  if (end <= start || bytes[end - 1] !== 0x0a) return fail(cursor, wrongLength)
  cursor.at = end
  return bytes.subarray(start, end - 1)
}

/** Upper-case digits are taken by Python and refused by Go: refused, so that there is one spelling. */
function packetLength(bytes: Uint8Array, at: number): number {
  let length = 0
  for (let i = at; i < at + 4; i++) {
    const digit = digits.indexOf(bytes[i] ?? 0)
    if (digit < 0) return Number.NaN
    length = length * 16 + digit
  }
  return length
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}

function fail(cursor: Cursor, refusal: Refusal<MacaroonCode>): undefined {
  cursor.refusal ??= refusal
}

/** Refuses what V1 cannot say: a packet of more than 65,535 bytes, an identifier that is not text. */
export function encodeV1(macaroon: Macaroon): Uint8Array | Refusal<'macaroon_format'> {
  const packets = [
    packet('location', encodeUtf8(macaroon.location)),
    packet('identifier', macaroon.identifier),
  ]
  for (const caveat of macaroon.caveats) {
    packets.push(packet('cid', caveat.identifier))
    if (isThirdParty(caveat)) {
      packets.push(packet('vid', caveat.verification), packet('cl', encodeUtf8(caveat.location)))
    }
  }
  packets.push(packet('signature', macaroon.signature))
  const texts = [macaroon.identifier, ...macaroon.caveats.map(caveat => caveat.identifier)]
  const possible = packets.every(bytes => bytes.length <= maximumPacket) && texts.every(isText)
  return possible ? concatBytes(...packets) : impossible
}

function packet(name: Name, data: Uint8Array): Uint8Array {
  const length = 4 + name.length + 1 + data.length + 1
  return concatBytes(encodeUtf8(`${length.toString(16).padStart(4, '0')}${name} `), data, Uint8Array.of(0x0a))
}

function isText(bytes: Uint8Array): boolean {
  return decodeUtf8(bytes) !== undefined
}

const impossible = refuse(
  'macaroon_format',
  'This macaroon cannot be written as V1: it holds an identifier that is not text, or one that is too long.',
  'Write it as V2.',
)
