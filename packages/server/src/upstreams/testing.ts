/** A disk that is full, for tests. */
import { type FileHandle, open } from 'node:fs/promises'

/** Opens files of which the disk takes the first `writes` pieces, and no more (`ENOSPC`). */
export function fullDisk(writes: number): typeof open {
  return async (...words: Parameters<typeof open>) => {
    const file = await open(...words)
    let left = writes
    const write = file.write.bind(file) as (...words: readonly unknown[]) => unknown
    return Object.assign(file, {
      write(...words: readonly unknown[]) {
        left -= 1
        if (left >= 0) return write(...words)
        return Promise.reject(
          Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
        )
      },
    }) as FileHandle
  }
}
