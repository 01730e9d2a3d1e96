import { expect, test } from 'vitest'
import { assemble, constant, store } from './wasm-code.ts'

/** What a module of this one function leaves at an address. */
function leaves(value: number, address: number): number {
  const bytes = assemble({ run: store(address, constant(value)) }, { words: 0, vectors: 0 })
  const { memory, run } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
  run()
  return new DataView(memory.buffer).getInt32(address, true)
}

/** Its types come with a browser's, which this package does not ask for. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; run(): void }
  }
}

const edges = [0, 1, 63, 64, 65, 127, 128, 129, 8191, 8192, 2 ** 31 - 1]

test.each([...edges, ...edges.map(edge => -edge), -(2 ** 31)])(
  'the number %d is written as WebAssembly reads it',
  value => {
    expect(leaves(value, 0)).toBe(value | 0)
  },
)

test.each([127, 128, 129, 16383, 16384])('so is the address %d', address => {
  expect(leaves(7, address)).toBe(7)
})
