/** The fields of the V2 format (libmacaroons `doc/format.txt`), one after the other: a type, a length, data. */
import type { Refusal } from '../refusal.ts'
import { cutOff, type MacaroonCode, unreadable } from './reading.ts'

export const version = 2
export const endOfSection = 0
export const field = { location: 1, identifier: 2, verification: 4, signature: 6 } as const

const wrongLength = unreadable(
  'macaroon_length',
  'A length in this macaroon is not written in its shortest form, or is too large.',
)
export const wrongField = unreadable(
  'macaroon_field',
  'A field of this macaroon is missing, unknown, repeated or out of order.',
)

/** Where a reader stands. After the first refusal it stays there, and takes nothing more. */
export interface Cursor {
  readonly bytes: Uint8Array
  /** Just after the field that was taken last. */
  at: number
  /** Where the data of that field begins. */
  start: number
  refusal: Refusal<MacaroonCode> | undefined
}

/** Before the first field: just after the version byte. */
export function cursorOver(bytes: Uint8Array): Cursor {
  return { bytes, at: 1, start: 1, refusal: undefined }
}

export function has({ bytes, at }: Cursor, type: number): boolean {
  return bytes[at] === type
}

/** Takes the next field, which must be of this type. Types are below 128, so one byte tells. */
export function take(cursor: Cursor, type: number): boolean {
  if (!expect(cursor, type)) return false
  const length = takeLength(cursor)
  cursor.start = cursor.at
  if (length > cursor.bytes.length - cursor.at) return fail(cursor, cutOff)
  cursor.at += length
  return true
}

/** Moves over the next field of bytes in which nothing is wrong, and gives its type; or over the end of a section. */
export function next(cursor: Cursor): number {
  const type = cursor.bytes[cursor.at] ?? endOfSection
  cursor.at++
  if (type === endOfSection) return type
  const length = takeLength(cursor)
  cursor.start = cursor.at
  cursor.at += length
  return type
}

/** The data of the field that was taken last. */
export function data({ bytes, start, at }: Cursor): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, at - start) // `subarray` takes half as long again
}

export function expectEnd(cursor: Cursor): boolean {
  return expect(cursor, endOfSection)
}

/** Whether another section begins where the list of sections could end. */
export function moreSections(cursor: Cursor): boolean {
  return cursor.refusal === undefined && !has(cursor, endOfSection)
}

export function fail(cursor: Cursor, refusal: Refusal<MacaroonCode>): false {
  cursor.refusal ??= refusal
  return false
}

function expect(cursor: Cursor, byte: number): boolean {
  if (cursor.refusal !== undefined) return false
  if (!has(cursor, byte)) return fail(cursor, cursor.at < cursor.bytes.length ? wrongField : cutOff)
  cursor.at++
  return true
}

/** An unsigned LEB128 below 2^21: more than a macaroon may have. `82 00` for 2 refuses, as does `80 80 80 01`. */
function takeLength(cursor: Cursor): number {
  let length = 0
  for (let shift = 0; shift < 21; shift += 7) {
    // Behind the last byte it is no number, and adds nothing: a length that ends there has no data either.
    const byte = cursor.bytes[cursor.at] as number
    cursor.at++
    length |= (byte & 0x7f) << shift
    if (byte >= 0x80) continue
    if (byte !== 0 || shift === 0) return length
    break
  }
  fail(cursor, wrongLength)
  return 0
}
