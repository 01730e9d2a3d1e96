/**
 * The V2 binary format (libmacaroons `doc/format.txt`): a version byte, then sections of fields, each field a type,
 * a length and data. This reader takes exactly one spelling of each macaroon, and one more: `01 00`, the empty
 * location that pymacaroons writes where the others write nothing (a location is not signed).
 */
import { concatBytes, decodeUtf8, encodeUtf8 } from '../bytes.ts'
import type { Refusal } from '../refusal.ts'
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

const version = 2
const endOfSection = 0
const field = { location: 1, identifier: 2, verification: 4, signature: 6 } as const

const wrongFormat = unreadable('macaroon_format', 'This is not a V2 macaroon: its first byte is not 2.')
const wrongLength = unreadable(
  'macaroon_length',
  'A length in this macaroon is not written in its shortest form, or is too large.',
)
const wrongField = unreadable(
  'macaroon_field',
  'A field of this macaroon is missing, unknown, repeated or out of order.',
)
const wrongLocation = unreadable('macaroon_text', 'A location in this macaroon is not UTF-8 text.')

/** Reads one macaroon, which must fill `bytes`. What is returned are views of `bytes`. */
export function decodeV2(bytes: Uint8Array): Macaroon | Refusal<MacaroonCode> {
  if (bytes.length > maximumMacaroonBytes) return tooLarge
  if (bytes.length === 0) return cutOff
  if (bytes[0] !== version) return wrongFormat
  const cursor: Cursor = { bytes, at: 1, refusal: undefined }
  const location = takeLocation(cursor)
  const identifier = take(cursor, field.identifier)
  expectEnd(cursor)
  const caveats: MacaroonCaveat[] = []
  while (cursor.refusal === undefined && bytes[cursor.at] !== endOfSection) {
    const caveat = takeCaveat(cursor)
    if (caveat !== undefined) caveats.push(caveat)
  }
  expectEnd(cursor)
  const signature = take(cursor, field.signature)
  if (identifier === undefined || signature === undefined) return cursor.refusal ?? wrongField
  if (signature.length !== 32) return wrongSignature
  if (cursor.at < bytes.length) return trailing
  return { location: location ?? '', identifier, caveats, signature }
}

/** Where the reader stands. After the first refusal everything it takes is `undefined`. */
interface Cursor {
  readonly bytes: Uint8Array
  at: number
  refusal: Refusal<MacaroonCode> | undefined
}

/** [location] identifier [verification] end. Without verification it is first-party and may have no location. */
function takeCaveat(cursor: Cursor): MacaroonCaveat | undefined {
  const location = takeLocation(cursor)
  const identifier = take(cursor, field.identifier)
  const verification = has(cursor, field.verification) ? take(cursor, field.verification) : undefined
  expectEnd(cursor)
  if (identifier === undefined) return undefined
  if (verification === undefined && location === undefined) return { identifier }
  // An empty verification is none in Go and one elsewhere: refused, so that nobody has to choose.
  if (verification === undefined || verification.length === 0) return fail(cursor, wrongField)
  return { identifier, verification, location: location ?? '' }
}

function takeLocation(cursor: Cursor): string | undefined {
  if (!has(cursor, field.location)) return undefined
  const bytes = take(cursor, field.location)
  return bytes && (decodeUtf8(bytes) ?? fail(cursor, wrongLocation))
}

function has(cursor: Cursor, type: number): boolean {
  return cursor.bytes[cursor.at] === type
}

/** The data of the next field, which must be of this type. Types are below 128, so one byte tells. */
function take(cursor: Cursor, type: number): Uint8Array | undefined {
  if (!expect(cursor, type)) return undefined
  const length = takeLength(cursor)
  if (length === undefined) return undefined
  const start = cursor.at
  if (length > cursor.bytes.length - start) return fail(cursor, cutOff)
  cursor.at = start + length
  const { buffer, byteOffset } = cursor.bytes // `subarray` gives the same, and takes half as long again
  return new Uint8Array(buffer, byteOffset + start, length)
}

/** An unsigned LEB128 below 2^21: more than a macaroon may have. `82 00` for 2 refuses, as does `80 80 80 01`. */
function takeLength(cursor: Cursor): number | undefined {
  let length = 0
  for (let shift = 0; shift < 21; shift += 7) {
    const byte = cursor.bytes[cursor.at]
    if (byte === undefined) return fail(cursor, cutOff)
    cursor.at++
    length |= (byte & 0x7f) << shift
    if (byte < 0x80) return byte === 0 && shift > 0 ? fail(cursor, wrongLength) : length
  }
  return fail(cursor, wrongLength)
}

function expectEnd(cursor: Cursor): void {
  expect(cursor, endOfSection)
}

function expect(cursor: Cursor, byte: number): boolean {
  if (cursor.refusal !== undefined) return false
  if (has(cursor, byte)) {
    cursor.at++
    return true
  }
  fail(cursor, cursor.at < cursor.bytes.length ? wrongField : cutOff)
  return false
}

function fail(cursor: Cursor, refusal: Refusal<MacaroonCode>): undefined {
  cursor.refusal ??= refusal
}

/** Writes the one spelling that `decodeV2` prefers: an empty location is left out. */
export function encodeV2(macaroon: Macaroon): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [Uint8Array.of(version)]
  putLocation(parts, macaroon.location)
  put(parts, field.identifier, macaroon.identifier)
  parts.push(Uint8Array.of(endOfSection))
  for (const caveat of macaroon.caveats) {
    if (isThirdParty(caveat)) putLocation(parts, caveat.location)
    put(parts, field.identifier, caveat.identifier)
    if (isThirdParty(caveat)) put(parts, field.verification, caveat.verification)
    parts.push(Uint8Array.of(endOfSection))
  }
  parts.push(Uint8Array.of(endOfSection))
  put(parts, field.signature, macaroon.signature)
  return concatBytes(...parts)
}

function putLocation(parts: Uint8Array[], location: string): void {
  if (location !== '') put(parts, field.location, encodeUtf8(location))
}

function put(parts: Uint8Array[], type: number, data: Uint8Array): void {
  parts.push(Uint8Array.of(type, ...varint(data.length)), data)
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}
