/** Reads Protocol Buffers as they are on the wire, a field at a time (protobuf.dev, "Encoding"). */
import { type Refusal, refuse, refused } from '@latchkey/tokens'

export type Malformed = Refusal<'protobuf_malformed'>

/** The wire types that are in use; the two of groups are not. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/** What stands on the wire for one field: a number, or a view of some bytes; nothing of what nobody here reads. */
export type WireValue = number | Uint8Array | undefined

/** Takes one value of a field, or objects to it. */
export type TakeValue = (value: WireValue) => Malformed | undefined

/**
 * Gives every value, in order, to whoever takes those of its field, until somebody objects. Each byte is looked at once;
 * the values are views of `bytes`. Of a field that nobody takes nothing is made: a stranger may send millions.
 */
export function readFields(bytes: Uint8Array, takers: ReadonlyMap<number, TakeValue>): Malformed | undefined {
  const cursor = { bytes, at: 0 }
  while (cursor.at < bytes.length) {
    const tag = readVarint(cursor)
    if (refused(tag)) return tag
    const number = Math.floor(tag / 8)
    if (number < 1 || number > highestField) return malformed('a field has a number that no field may have')
    const take = takers.get(number)
    const value = readValue(cursor, tag % 8, take !== undefined)
    if (refused(value)) return value
    const objection = take?.(value)
    if (objection !== undefined) return objection
  }
  return undefined
}

/** All numbers of a packed field, one after the other. */
export function readPacked(bytes: Uint8Array): readonly number[] | Malformed {
  const cursor = { bytes, at: 0 }
  const numbers: number[] = []
  while (cursor.at < bytes.length) {
    const number = readVarint(cursor)
    if (refused(number)) return number
    numbers.push(number)
  }
  return numbers
}

const highestField = 2 ** 29 - 1

interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

function readValue(cursor: Cursor, type: number, wanted: boolean): WireValue | Malformed {
  if (type === wireType.varint) return readVarint(cursor)
  if (type === wireType.bytes) {
    const length = readVarint(cursor)
    if (refused(length)) return length
    const start = cursor.at
    return skip(cursor, length) ?? (wanted ? cursor.bytes.subarray(start, cursor.at) : undefined)
  }
  const width = type === wireType.fixed64 ? 8 : type === wireType.fixed32 ? 4 : undefined
  return width === undefined ? malformed('a field has a type that is not in use') : skip(cursor, width)
}

function skip(cursor: Cursor, length: number): Malformed | undefined {
  if (length > cursor.bytes.length - cursor.at) return malformed('it is cut off')
  cursor.at += length
  return undefined
}

/** At most eight bytes of seven bits: no number of Hex's needs more, and more would not be read exactly. */
function readVarint(cursor: Cursor): number | Malformed {
  let number = 0
  for (let index = 0; index < 8; index++) {
    const byte = cursor.bytes[cursor.at]
    if (byte === undefined) return malformed('it is cut off')
    cursor.at++
    number += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80)
      return number <= Number.MAX_SAFE_INTEGER ? number : malformed('a number in it is too large')
  }
  return malformed('a number in it is too large')
}

export function malformed(why: string): Malformed {
  return refuse('protobuf_malformed', `This is no message of a Hex repository: ${why}.`, 'Fetch it again.')
}
