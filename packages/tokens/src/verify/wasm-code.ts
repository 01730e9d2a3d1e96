/** WebAssembly, as far as SHA-256 needs it: instructions, and a module made of functions. */
import { encodeUtf8 } from '../bytes.ts'

/** Instructions in the order in which they are written. An expression leaves one value on the stack. */
export type Code = readonly number[]

export const constant = (value: number): Code => [0x41, ...signedVarint(value | 0)]
export const add = (...terms: readonly Code[]): Code => fold(terms, 0x6a)
export const and = (...terms: readonly Code[]): Code => fold(terms, 0x71)
export const xor = (...terms: readonly Code[]): Code => fold(terms, 0x73)
export const shift = (x: Code, bits: number): Code => [...x, ...constant(bits), 0x76]
export const rotate = (x: Code, bits: number): Code => [...x, ...constant(bits), 0x78]

export const get = (local: number): Code => [0x20, local]
export const set = (local: number, value: Code): Code => [...value, 0x21, local]
export const load = (address: number): Code => [0x41, 0, 0x28, 2, ...varint(address)]
export const store = (address: number, value: Code): Code => [0x41, 0, ...value, 0x36, 2, ...varint(address)]

export const call = (index: number): Code => [0x10, index]

/** The first term, then each further one followed by the operation that takes it in. */
function fold(terms: readonly Code[], operation: number): Code {
  return terms.flatMap((term, i) => (i === 0 ? term : [...term, operation]))
}

function varint(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}

function signedVarint(value: number): Code {
  return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedVarint(value >> 7)]
}

/** A module of one page of memory and functions without parameters or results, each exported by its name. */
export function assemble(functions: Readonly<Record<string, Code>>, locals: number): Uint8Array {
  const names = Object.keys(functions)
  const bodies = Object.values(functions).map(code => [1, locals, 0x7f, ...code, 0x0b])
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 0, 0]]),
    ...section(
      3,
      names.map(() => [0]),
    ),
    ...section(5, [[1, 1, 1]]),
    ...section(7, [exported('memory', 2, 0), ...names.map((name, i) => exported(name, 0, i))]),
    ...section(
      10,
      bodies.map(body => [...varint(body.length), ...body]),
    ),
  ])
}

function section(id: number, entries: readonly Code[]): Code {
  const content = [...varint(entries.length), ...entries.flat()]
  return [id, ...varint(content.length), ...content]
}

function exported(name: string, kind: number, index: number): Code {
  return [name.length, ...encodeUtf8(name), kind, index]
}
