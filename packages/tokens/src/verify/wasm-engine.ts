/**
 * The engine as WebAssembly, about twice as fast as JavaScript. The module is assembled here when it is first needed:
 * no opaque bytes are committed, and no toolchain is wanted.
 */
import { encodeUtf8 } from '../bytes.ts'
import {
  digestPadding,
  type Engine,
  initialState,
  innerPad,
  outerPad,
  roundConstants,
} from '../crypto/index.ts'

/** Instructions in the order in which they are written; each expression leaves one word on the stack. */
type Code = readonly number[]

/** Where in memory the engine's words are. */
const address = { state: 0, block: 32, outer: 96 } as const

/** Locals 0-7 are the working variables a-h, 8-23 the last 16 words of the message schedule, 24 is spare. */
const scheduled = (index: number): number => 8 + (index & 15)
const spare = 24
const localCount = 25

const get = (local: number): Code => [0x20, local]
const set = (local: number, value: Code): Code => [...value, 0x21, local]
const constant = (value: number): Code => [0x41, ...signedVarint(value | 0)]
const load = (at: number): Code => [0x41, 0, 0x28, 2, ...varint(at)]
const store = (at: number, value: Code): Code => [0x41, 0, ...value, 0x36, 2, ...varint(at)]
const add = (...terms: readonly Code[]): Code => fold(terms, 0x6a)
const and = (...terms: readonly Code[]): Code => fold(terms, 0x71)
const xor = (...terms: readonly Code[]): Code => fold(terms, 0x73)
const rotate = (x: Code, bits: number): Code => [...x, ...constant(bits), 0x78]
const shift = (x: Code, bits: number): Code => [...x, ...constant(bits), 0x76]

/** The first term, then each further one followed by the operation that takes it in. */
function fold(terms: readonly Code[], operation: number): Code {
  return terms.flatMap((term, i) => (i === 0 ? term : [...term, operation]))
}

/** FIPS 180-4 section 4.1.2; choose and majority each in its shortest form. */
const bigSigma0 = (x: Code): Code => xor(rotate(x, 2), rotate(x, 13), rotate(x, 22))
const bigSigma1 = (x: Code): Code => xor(rotate(x, 6), rotate(x, 11), rotate(x, 25))
const sigma0 = (x: Code): Code => xor(rotate(x, 7), rotate(x, 18), shift(x, 3))
const sigma1 = (x: Code): Code => xor(rotate(x, 17), rotate(x, 19), shift(x, 10))
const choose = (e: Code, f: Code, g: Code): Code => xor(g, and(e, xor(f, g)))
const majority = (a: Code, b: Code, c: Code): Code => xor(b, and(xor(a, b), xor(b, c)))

/** One compression (section 6.2.2), unrolled: `block` is read and left alone, `state` is read and added to. */
function compress(): Code {
  const code: number[] = []
  for (let i = 0; i < 8; i++) code.push(...set(i, load(address.state + 4 * i)))
  for (let i = 0; i < 16; i++) code.push(...set(scheduled(i), load(address.block + 4 * i)))
  for (let i = 0; i < 64; i++) code.push(...round(i))
  return [...code, ...write(address.state, 8, i => add(load(address.state + 4 * i), get(i)))]
}

/** Instead of moving a-h one place along, each round names them one place further. */
function round(index: number): Code {
  const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, (_, place) => (place - index) & 7) as Eight
  const next = [
    get(scheduled(index)),
    sigma0(get(scheduled(index + 1))),
    get(scheduled(index + 9)),
    sigma1(get(scheduled(index + 14))),
  ]
  const first = [
    get(h),
    constant(roundConstants[index] as number),
    get(scheduled(index)),
    choose(get(e), get(f), get(g)),
    bigSigma1(get(e)),
  ]
  return [
    ...(index < 16 ? [] : set(scheduled(index), add(...next))),
    ...set(spare, add(...first)),
    ...set(d, add(get(d), get(spare))),
    ...set(h, add(get(spare), majority(get(a), get(b), get(c)), bigSigma0(get(a)))),
  ]
}

type Eight = [number, number, number, number, number, number, number, number]

function key(): Code {
  const padded = (i: number) =>
    i < 8 ? xor(load(address.state + 4 * i), constant(outerPad)) : constant(outerPad)
  const otherPad = (i: number) => xor(load(address.block + 4 * i), constant(outerPad ^ innerPad))
  const start = write(address.state, 8, i => constant(initialState[i] as number))
  return [
    ...write(address.block, 16, padded),
    ...start,
    ...callCompress,
    ...write(address.outer, 8, i => load(address.state + 4 * i)),
    ...write(address.block, 16, otherPad),
    ...start,
    ...callCompress,
  ]
}

function finish(): Code {
  const padding = (i: number) => constant(digestPadding[i] as number)
  return [
    ...write(address.block, 8, i => load(address.state + 4 * i)),
    ...write(address.block + 32, 8, padding),
    ...write(address.state, 8, i => load(address.outer + 4 * i)),
    ...callCompress,
  ]
}

const callCompress: Code = [0x10, 0]

function write(at: number, count: number, word: (i: number) => Code): Code {
  return Array.from({ length: count }, (_, i) => store(at + 4 * i, word(i))).flat()
}

/** A module with one page of memory and functions without parameters or results, all exported by name. */
function assemble(): Uint8Array {
  // Every function is called by its index: `compress` is 0.
  const functions = Object.entries({ compress: compress(), key: key(), finish: finish() })
  const bodies = functions.map(([, code]) => [1, localCount, 0x7f, ...code, 0x0b])
  const exports = functions.map(([name], i) => exported(name, 0, i))
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 0, 0]]),
    ...section(
      3,
      functions.map(() => [0]),
    ),
    ...section(5, [[1, 1, 1]]),
    ...section(7, [exported('memory', 2, 0), ...exports]),
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

function varint(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]
}

function signedVarint(value: number): Code {
  return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedVarint(value >> 7)]
}

export function createWasmEngine(): Engine {
  const { memory, key, compress, finish } = new WebAssembly.Instance(new WebAssembly.Module(assemble()))
    .exports
  const words = (at: number, length: number) => new Int32Array(memory.buffer, at, length)
  return {
    state: words(address.state, 8),
    block: words(address.block, 16),
    outer: words(address.outer, 8),
    key,
    compress,
    finish,
  }
}

/** The slice of WebAssembly used here: its types come with a browser's, which this package does not ask for. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Exports }
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly key: () => void
  readonly compress: () => void
  readonly finish: () => void
}
