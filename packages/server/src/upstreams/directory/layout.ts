/** Where things lie in a directory upstream. */
import { join } from 'node:path'

export interface Layout {
  /** Files in their final place: `sha256/ab/ab12...`. */
  readonly files: string
  /** Files that are still arriving: in the same file system, so that a rename puts them in place. */
  readonly arriving: string
  /** The place of the file with this digest. Throws for what is no digest: it would become a path. */
  file(sha256: string): string
}

export function layoutOf(folder: string): Layout {
  const files = join(folder, 'sha256')
  return {
    files,
    arriving: join(folder, 'arriving'),
    file(sha256) {
      if (!isDigest(sha256)) throw new TypeError('A file is named by its SHA-256 in lower-case hex.')
      return join(files, sha256.slice(0, 2), sha256)
    },
  }
}

export function isDigest(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}
