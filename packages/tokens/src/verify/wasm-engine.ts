/**
 * The engine as WebAssembly, more than twice as fast as JavaScript. The module is assembled here when it is first
 * needed: no opaque bytes are committed, and no toolchain is wanted.
 */
import { digestPadding, type Engine, roundConstants } from '../crypto/index.ts'
import { assemble, type Code, call, constant, load, store } from './wasm-code.ts'
import { address, compress, locals, stateWord } from './wasm-compress.ts'
import { key } from './wasm-key.ts'

function finish(): Code {
  return [
    ...callCompress,
    ...write(address.block, 16, i => (i < 8 ? stateWord(i) : constant(digestPadding[i - 8] as number))),
    ...write(address.state, 8, i => load(address.outer + 4 * i)),
    ...callCompress,
  ]
}

/** `compress` is the first function of the module. */
const callCompress = call(0)

function write(at: number, count: number, word: (i: number) => Code): Code {
  return Array.from({ length: count }, (_, i) => store(at + 4 * i, word(i))).flat()
}

export function createWasmEngine(): Engine {
  const module = assemble({ compress: compress(), key: key(), finish: finish() }, locals)
  const { memory, ...moves } = new WebAssembly.Instance(new WebAssembly.Module(module)).exports
  const words = (at: number, length: number) => new Int32Array(memory.buffer, at, length)
  words(address.constants, 128).forEach((_, i, constants) => {
    constants[i] = roundConstants[i >> 1] as number
  })
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
