/** WebAssembly, as far as SHA-256 needs it: instructions, and a module made of functions. */
import { encodeUtf8 } from '../bytes.ts'

/** Instructions in the order in which they are written. An expression leaves one value on the stack. */
export type Code = readonly number[]

export const constant = (value: number): Code => [0x41, ...signedVarint(value | 0)]
export const add = (...terms: readonly Code[]): Code => fold(terms, 0x6a)
export const and = (...terms: readonly Code[]): Code => fold(terms, 0x71)
export const xor = (...terms: readonly Code[]): Code => fold(terms, 0x73)
export const rotate = (x: Code, bits: number): Code => [...x, ...constant(bits), 0x78]

export const get = (local: number): Code => [0x20, local]
export const set = (local: number, value: Code): Code => [...value, 0x21, local]
/** Sets it, and leaves the value. */
export const tee = (local: number, value: Code): Code => [...value, 0x22, local]

const zero = constant(0)
/** The word at `address`, counted from `base`. */
export const load = (address: number, base: Code = zero): Code => [...base, 0x28, 2, ...varint(address)]
export const store = (address: number, value: Code): Code => [...zero, ...value, 0x36, 2, ...varint(address)]

export const call = (index: number): Code => [0x10, index]

/** Runs `body` while `local`, which is 0 and grows by `step`, is less than `end`, where it stays. */
export function loop(local: number, step: number, end: number, body: Code): Code {
  const grow = set(local, add(get(local), constant(step)))
  const again: Code = [...get(local), ...constant(end), 0x49, 0x0d, 0]
  return [...set(local, zero), 0x03, 0x40, ...body, ...grow, ...again, 0x0b]
}

/** The same with vectors of four words. */
export const vector = {
  add: (...terms: readonly Code[]): Code => fold(terms, 0xfd, 0xae, 1),
  and: (...terms: readonly Code[]): Code => fold(terms, 0xfd, 0x4e),
  xor: (...terms: readonly Code[]): Code => fold(terms, 0xfd, 0x51),
  constant: (...words: readonly number[]): Code => [0xfd, 12, ...words.flatMap(bytesOf)],
  /** One of its words. */
  lane: (x: Code, index: number): Code => [...x, 0xfd, 27, index],
  shift: (x: Code, bits: number): Code => [...x, ...constant(bits), 0xfd, 0xad, 1],
  /** The vector taken as two words of 64 bits. */
  shift64: (x: Code, bits: number): Code => [...x, ...constant(bits), 0xfd, 0xcd, 1],
  /** Four of the words of two vectors: 0-3 are those of `x`, 4-7 those of `y`. */
  pick: (x: Code, y: Code, ...words: readonly number[]): Code => {
    return [...x, ...y, 0xfd, 13, ...words.flatMap(word => [0, 1, 2, 3].map(byte => 4 * word + byte))]
  },
  /** Four times the word at `address`. */
  splat: (address: number, base: Code = zero): Code => [...base, 0xfd, 9, 2, ...varint(address)],
  load: (address: number, base: Code = zero): Code => [...base, 0xfd, 0, 4, ...varint(address)],
  store: (address: number, value: Code, base: Code = zero): Code => {
    return [...base, ...value, 0xfd, 11, 4, ...varint(address)]
  },
} as const

/** Little-endian. */
function bytesOf(word: number): Code {
  return [word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff, word >>> 24]
}

/** The first term, then each further one followed by the operation that takes it in. */
function fold(terms: readonly Code[], ...operation: Code): Code {
  return terms.flatMap((term, i) => (i === 0 ? term : [...term, ...operation]))
}

function varint(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}

function signedVarint(value: number): Code {
  return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedVarint(value >> 7)]
}

/** The locals of each function: those that hold words come first. */
export interface Locals {
  readonly words: number
  readonly vectors: number
}

/** A module of one page of memory and functions without parameters or results, each exported by its name. */
export function assemble(functions: Readonly<Record<string, Code>>, locals: Locals): Uint8Array {
  const names = Object.keys(functions)
  const declared = [2, locals.words, 0x7f, locals.vectors, 0x7b]
  const bodies = Object.values(functions).map(code => [...declared, ...code, 0x0b])
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
