/**
 * The V2 binary format (libmacaroons `doc/format.txt`): a version byte, then sections of fields, each field a type,
 * a length and data. This reader takes exactly one spelling of each macaroon, and one more: `01 00`, the empty
 * location that pymacaroons writes where the others write nothing (a location is not signed).
 */
import { concatBytes, encodeUtf8 } from '../bytes.ts'
import { type Refusal, refused } from '../refusal.ts'
import { isThirdParty, type Macaroon } from './macaroon.ts'
import { packV2 } from './packed-macaroon.ts'
import type { MacaroonCode } from './reading.ts'
import { endOfSection, field, version } from './v2-fields.ts'

/** Reads one macaroon, which must fill `bytes`. What is returned are views of `bytes`. */
export function decodeV2(bytes: Uint8Array): Macaroon | Refusal<MacaroonCode> {
  const packed = packV2(bytes)
  return refused(packed) ? packed : packed.unpack()
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
