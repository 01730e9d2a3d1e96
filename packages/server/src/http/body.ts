/** The body of a request while it arrives: read as fast as it is wanted, and given up where it trickles. */
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface BodyOptions {
  /** After how many milliseconds without enough bytes the client has fallen silent. */
  readonly idleTimeout: number
  /** Hears of every chunk. */
  readonly received: (bytes: number) => void
  readonly fellSilent: () => void
}

/** Bytes of a body that come within one `idleTimeout`, at least: a trickle would hold its place for days. */
const least = 64 * 1024

export class IncomingBody implements AsyncIterable<Uint8Array> {
  /** Whether somebody waits for the client. */
  reading = false
  // One reader for the whole life of the request: a handler that leaves its loop early ends nothing, and what it left
  // is still there to be thrown away.
  readonly #chunks: NodeJS.AsyncIterator<Uint8Array<ArrayBuffer>>
  readonly #options: BodyOptions
  #last: Uint8Array<ArrayBuffer> | undefined
  #owed = 0
  #pace: NodeJS.Timeout | undefined

  constructor(message: IncomingMessage, response: ServerResponse, options: BodyOptions) {
    this.#chunks = message.iterator({ destroyOnReturn: false })
    this.#options = options
    response.once('close', () => clearTimeout(this.#pace))
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.#next() }
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    this.reading = true
    if (this.#owed <= 0) this.#expectMore()
    // Waiting for the collector would hold some 60 MB of a large upload.
    if (this.#last !== undefined) release(this.#last)
    try {
      const chunk = await this.#chunks.next()
      this.#last = chunk.value
      const size = this.#last?.byteLength ?? 0
      this.#owed -= size
      this.#options.received(size)
      return chunk
    } finally {
      this.reading = false
    }
  }

  #expectMore(): void {
    const { idleTimeout, fellSilent } = this.#options
    this.#owed = least
    clearTimeout(this.#pace)
    this.#pace = setTimeout(() => (this.reading ? fellSilent() : this.#expectMore()), idleTimeout)
  }
}

/** Gives the memory of a chunk back at once, where nothing shares it. */
function release({ buffer, byteLength }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength === byteLength) buffer.transfer(0)
}
