/** Writes Protocol Buffers as they are on the wire (protobuf.dev, "Encoding"). What is written reads back the same. */
import { wireType } from './reader.ts'

/** A tag, and with it a number. */
export function writeNumber(field: number, value: number): Uint8Array {
  return Buffer.concat([writeVarint(field * 8 + wireType.varint), writeVarint(value)])
}

/** A tag, and with it bytes and how many they are. */
export function writeBytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([writeVarint(field * 8 + wireType.bytes), writeVarint(value.length), value])
}

/** Seven bits a byte, the lowest first; all but the last have the eighth set. */
export function writeVarint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not written as a varint.`)
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return Uint8Array.from([...bytes, rest])
}
