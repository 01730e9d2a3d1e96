/** Bytes that stream by, in pieces of the length that is asked for. */
import { TarMalformed } from './malformed.ts'

const nothing = new Uint8Array(0)

export class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>
  #rest: Uint8Array = nothing

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  /** Exactly so many; `undefined` where there is not one more. Throws where it ends within them. */
  async take(length: number): Promise<Uint8Array | undefined> {
    if (this.#rest.length < length && !(await this.#gather(length))) return undefined
    const taken = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return taken
  }

  /**
   * Exactly so many, as they come: each piece good until the next is asked for. Whoever stops goes on where they
   * stopped when they begin again.
   */
  pass(length: number): AsyncIterable<Uint8Array> {
    let left = length
    const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      if (left === 0) return { done: true, value: undefined }
      if (this.#rest.length === 0 && !(await this.#next())) throw cutOff()
      const value = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(value.length)
      left -= value.length
      return { done: false, value }
    }
    return { [Symbol.asyncIterator]: () => ({ next }) }
  }

  /** All that is left, as it comes. */
  async *remaining(): AsyncGenerator<Uint8Array> {
    do {
      if (this.#rest.length > 0) yield this.#rest
    } while (await this.#next())
  }

  /** Nothing more is wanted. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  async #gather(length: number): Promise<boolean> {
    // Copied, since whoever gives it may take its memory back for the next.
    const pieces = [this.#rest.slice()]
    let have = this.#rest.length
    while (have < length) {
      if (!(await this.#next())) {
        if (have > 0) throw cutOff()
        return false
      }
      pieces.push(this.#rest.slice())
      have += this.#rest.length
    }
    this.#rest = Buffer.concat(pieces)
    return true
  }

  async #next(): Promise<boolean> {
    const { done, value } = await this.#chunks.next()
    this.#rest = done ? nothing : value
    return done !== true
  }
}

function cutOff(): TarMalformed {
  return new TarMalformed('it is cut off')
}
