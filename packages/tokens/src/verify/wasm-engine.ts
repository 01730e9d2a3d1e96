/**
 * The engine as WebAssembly, about twice as fast as JavaScript. The module is assembled here when it is first needed:
 * no opaque bytes are committed, and no toolchain is wanted.
 */
import {
  digestPadding,
  type Engine,
  initialState,
  innerPad,
  outerPad,
  roundConstants,
} from '../crypto/index.ts'
import {
  add,
  and,
  assemble,
  type Code,
  call,
  constant,
  get,
  load,
  rotate,
  set,
  shift,
  store,
  xor,
} from './wasm-code.ts'

/** Where in memory the engine's words are. */
const address = { state: 0, block: 32, outer: 96 } as const

/** Locals 0-7 are the working variables a-h, 8-23 the last 16 words of the message schedule, 24 is spare. */
const scheduled = (index: number): number => 8 + (index & 15)
const spare = 24
const locals = 25

/** FIPS 180-4 section 4.1.2; choose and majority each in its shortest form. */
const bigSigma0 = (x: Code): Code => xor(rotate(x, 2), rotate(x, 13), rotate(x, 22))
const bigSigma1 = (x: Code): Code => xor(rotate(x, 6), rotate(x, 11), rotate(x, 25))
const sigma0 = (x: Code): Code => xor(rotate(x, 7), rotate(x, 18), shift(x, 3))
const sigma1 = (x: Code): Code => xor(rotate(x, 17), rotate(x, 19), shift(x, 10))
const choose = (e: Code, f: Code, g: Code): Code => xor(g, and(e, xor(f, g)))
const majority = (a: Code, b: Code, c: Code): Code => xor(b, and(xor(a, b), xor(b, c)))

/** One compression (section 6.2.2), unrolled. `block` is left as it was. */
function compress(): Code {
  const code: number[] = []
  for (let i = 0; i < 8; i++) code.push(...set(i, stateWord(i)))
  for (let i = 0; i < 16; i++) code.push(...set(scheduled(i), blockWord(i)))
  for (let i = 0; i < 64; i++) code.push(...round(i))
  return [...code, ...write(address.state, 8, i => add(stateWord(i), get(i)))]
}

/** Instead of moving a-h one place along, each round names them one place further. */
function round(index: number): Code {
  const place = (variable: number) => get((variable - index) & 7)
  const [a, b, c, d, e, f, g, h] = [
    place(0),
    place(1),
    place(2),
    place(3),
    place(4),
    place(5),
    place(6),
    place(7),
  ]
  const word = get(scheduled(index))
  const next = [
    word,
    sigma0(get(scheduled(index + 1))),
    get(scheduled(index + 9)),
    sigma1(get(scheduled(index + 14))),
  ]
  const first = [h, constant(roundConstants[index] as number), word, choose(e, f, g), bigSigma1(e)]
  return [
    ...(index < 16 ? [] : set(scheduled(index), add(...next))),
    ...set(spare, add(...first)),
    ...set((3 - index) & 7, add(d, get(spare))),
    ...set((7 - index) & 7, add(get(spare), majority(a, b, c), bigSigma0(a))),
  ]
}

function key(): Code {
  const padded = (i: number) => (i < 8 ? xor(stateWord(i), constant(outerPad)) : constant(outerPad))
  const otherwisePadded = (i: number) => xor(blockWord(i), constant(outerPad ^ innerPad))
  const start = write(address.state, 8, i => constant(initialState[i] as number))
  return [
    ...write(address.block, 16, padded),
    ...start,
    ...callCompress,
    ...write(address.outer, 8, stateWord),
    ...write(address.block, 16, otherwisePadded),
    ...start,
    ...callCompress,
  ]
}

function finish(): Code {
  return [
    ...write(address.block, 16, i => (i < 8 ? stateWord(i) : constant(digestPadding[i - 8] as number))),
    ...write(address.state, 8, i => load(address.outer + 4 * i)),
    ...callCompress,
  ]
}

/** `compress` is the first function of the module. */
const callCompress = call(0)
const stateWord = (i: number): Code => load(address.state + 4 * i)
const blockWord = (i: number): Code => load(address.block + 4 * i)

function write(at: number, count: number, word: (i: number) => Code): Code {
  return Array.from({ length: count }, (_, i) => store(at + 4 * i, word(i))).flat()
}

export function createWasmEngine(): Engine {
  const module = assemble({ compress: compress(), key: key(), finish: finish() }, locals)
  const { memory, ...moves } = new WebAssembly.Instance(new WebAssembly.Module(module)).exports
  const words = (at: number, length: number) => new Int32Array(memory.buffer, at, length)
  return {
    state: words(address.state, 8),
    block: words(address.block, 16),
    outer: words(address.outer, 8),
    ...moves,
  }
}

/** The slice of WebAssembly used here: its types come with a browser's, which this package does not ask for. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Exports }
}

type Exports = Pick<Engine, 'key' | 'compress' | 'finish'> & {
  readonly memory: { readonly buffer: ArrayBuffer }
}
