/** The bytes of a file in a folder. */
import { createReadStream } from 'node:fs'
import type { FileContents } from '../upstream.ts'

/** Opens nothing until it is read, so that nothing is left open where nobody reads. */
export function contentsOf(path: string, size: number): FileContents {
  return {
    size,
    async *read({ start, end } = { start: 0, end: size }) {
      if (start < end) yield* createReadStream(path, { start, end: end - 1 })
    },
  }
}
