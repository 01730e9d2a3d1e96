/** Lets the zip reader look into a file wherever it is held. */
import { Readable } from 'node:stream'
import { RandomAccessReader } from 'yauzl'
import type { FileContents } from '../../../upstreams/index.ts'

/** A zip's list of contents is read in tiny pieces, one after the other: they come out of one larger piece. */
const pieceSize = 256 * 1024

export class ContentsReader extends RandomAccessReader {
  readonly #contents: FileContents
  #piece = { start: 0, bytes: Buffer.alloc(0) }

  constructor(contents: FileContents) {
    super()
    this.#contents = contents
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#contents.read({ start, end }))
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#look(position, length).then(
      bytes => {
        bytes.copy(buffer, offset)
        callback(null)
      },
      error => callback(error),
    )
  }

  async #look(position: number, length: number): Promise<Buffer> {
    const { start, bytes } = this.#piece
    if (position < start || position + length > start + bytes.length) {
      const end = Math.min(position + Math.max(length, pieceSize), this.#contents.size)
      const chunks: Uint8Array[] = []
      for await (const chunk of this.#contents.read({ start: position, end })) chunks.push(chunk)
      this.#piece = { start: position, bytes: Buffer.concat(chunks) }
    }
    const at = position - this.#piece.start
    return this.#piece.bytes.subarray(at, at + length)
  }
}
