/** Writes Protocol Buffers as they are on the wire (protobuf.dev, "Encoding"), into one buffer that grows. */
import { wireType } from './reader.ts'

export interface Writer {
  number(field: number, value: number): void
  bytes(field: number, value: Uint8Array): void
  text(field: number, value: string): void
  /** What `write` writes, as one piece. */
  piece(field: number, write: () => void): void
  /** A number without a tag, in a piece of them. */
  bare(value: number): void
  /** All that was written. */
  finish(): Uint8Array
}

/** Bytes of the longest varint that is written: of 2^53. */
const longestVarint = 8

export function createWriter(): Writer {
  let buffer = Buffer.allocUnsafe(256)
  let at = 0

  function makeRoom(bytes: number): void {
    if (at + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }

  /** Seven bits a byte, the lowest first; all but the last have the eighth set. */
  function varint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`${value} is not written as a varint.`)
    }
    makeRoom(longestVarint)
    let rest = value
    while (rest > 0x7f) {
      buffer[at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    buffer[at++] = rest
  }

  function sized(field: number, length: number): void {
    varint(field * 8 + wireType.bytes)
    varint(length)
    makeRoom(length)
  }

  return {
    bare: varint,
    number(field, value) {
      varint(field * 8 + wireType.varint)
      varint(value)
    },
    bytes(field, value) {
      sized(field, value.length)
      buffer.set(value, at)
      at += value.length
    },
    text(field, value) {
      sized(field, Buffer.byteLength(value))
      at += buffer.write(value, at)
    },
    piece(field, write) {
      varint(field * 8 + wireType.bytes)
      const start = at
      write()
      // How long it is stands before it, and is known only now: it moves on by as much as that takes.
      const end = at
      varint(end - start)
      const length = Buffer.from(buffer.subarray(end, at))
      buffer.copyWithin(start + length.length, start, end)
      buffer.set(length, start)
    },
    finish: () => buffer.subarray(0, at),
  }
}
