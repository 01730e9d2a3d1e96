/** From a value to bytes, as `term_to_binary/1` writes them. */
import { tags, version } from './tags.ts'
import type { TermInput } from './term.ts'

const utf8 = new TextEncoder()

/** Throws a TypeError for a number that Erlang has none for: that is a bug of the caller. */
export function encodeTerm(value: TermInput): Uint8Array {
  const pieces: Uint8Array[] = [Uint8Array.of(version)]
  write(value, pieces)
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return bytes
}

function write(value: TermInput, pieces: Uint8Array[]): void {
  if (value === null) pieces.push(atom('nil'))
  else if (typeof value === 'boolean') pieces.push(atom(String(value)))
  else if (typeof value === 'number') pieces.push(numberBytes(value))
  else if (typeof value === 'string') pieces.push(...binary(utf8.encode(value)))
  else if (value instanceof Uint8Array) pieces.push(...binary(value))
  else if (isList(value)) writeList(value, pieces)
  else writeMap(value, pieces)
}

function writeList(items: readonly TermInput[], pieces: Uint8Array[]): void {
  if (items.length > 0) {
    pieces.push(withSize(tags.list, items.length))
    for (const item of items) write(item, pieces)
  }
  pieces.push(Uint8Array.of(tags.nil))
}

function writeMap(map: { readonly [key: string]: TermInput | undefined }, pieces: Uint8Array[]): void {
  const entries = Object.entries(map).filter(entry => entry[1] !== undefined) as [string, TermInput][]
  pieces.push(withSize(tags.map, entries.length))
  for (const [key, value] of entries) {
    pieces.push(...binary(utf8.encode(key)))
    write(value, pieces)
  }
}

function atom(name: string): Uint8Array {
  return Uint8Array.of(tags.smallAtomUtf8, name.length, ...utf8.encode(name))
}

function binary(bytes: Uint8Array): readonly Uint8Array[] {
  return [withSize(tags.binary, bytes.byteLength), bytes]
}

function numberBytes(value: number): Uint8Array {
  if (!Number.isFinite(value)) throw new TypeError(`Erlang has no ${value}.`)
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return float(value)
  if (value >= 0 && value < 256) return Uint8Array.of(tags.smallInteger, value)
  // Of 32 bits, with a sign.
  if (value === (value | 0)) return withSize(tags.integer, value)
  return big(value)
}

function big(value: number): Uint8Array {
  const digits: number[] = []
  for (let rest = Math.abs(value); rest > 0; rest = Math.floor(rest / 256)) digits.push(rest % 256)
  return Uint8Array.of(tags.smallBig, digits.length, value < 0 ? 1 : 0, ...digits)
}

function float(value: number): Uint8Array {
  const bytes = new Uint8Array(9)
  bytes[0] = tags.newFloat
  new DataView(bytes.buffer).setFloat64(1, value)
  return bytes
}

/** A tag with 32 bits: a size, or a number that is as well one with a sign. */
function withSize(tag: number, size: number): Uint8Array {
  return Uint8Array.of(tag, size >>> 24, size >>> 16, size >>> 8, size)
}

function isList(value: object): value is readonly TermInput[] {
  return Array.isArray(value)
}
