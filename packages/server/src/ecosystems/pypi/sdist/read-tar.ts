/** One file out of a tar archive that streams by (POSIX.1-1988 ustar, which every tar writes for names this short). */

const block = 512

export interface TarLimits {
  /** Largest file that is given, in bytes. */
  readonly longest: number
  /** How much of the archive is read, in bytes. */
  readonly most: number
}

/** The first file whose name is wanted; `undefined` where there is none within the limits. */
export async function readTar(
  archive: AsyncIterable<Uint8Array>,
  wanted: (name: string) => boolean,
  { longest, most }: TarLimits,
): Promise<Buffer | undefined> {
  const take = taker(archive)
  for (let read = 0; read < most; ) {
    const header = await take(block)
    // Two blocks of noughts end an archive.
    if (header === undefined || header[0] === 0) return undefined
    const { name, size, isFile } = readHeader(header)
    if (!Number.isSafeInteger(size) || size < 0) return undefined
    if (isFile && wanted(name)) return size > longest ? undefined : await take(size)
    const padded = Math.ceil(size / block) * block
    if (read + padded > most || !(await skip(take, padded))) return undefined
    read += block + padded
  }
  return undefined
}

function readHeader(header: Buffer) {
  const field = (start: number, length: number) => {
    const bytes = header.subarray(start, start + length)
    const end = bytes.indexOf(0)
    return bytes.subarray(0, end < 0 ? length : end).toString('utf8')
  }
  const kind = header[156]
  return {
    name: field(0, 100),
    size: Number.parseInt(field(124, 12), 8),
    // A nought is how archives from before POSIX say it.
    isFile: kind === 0 || kind === '0'.charCodeAt(0),
  }
}

type Take = (length: number) => Promise<Buffer | undefined>

/** Exactly so many bytes at a time; `undefined` where there are no more. */
function taker(source: AsyncIterable<Uint8Array>): Take {
  const chunks = source[Symbol.asyncIterator]()
  let rest = Buffer.alloc(0)
  return async length => {
    const pieces = [rest]
    let have = rest.length
    while (have < length) {
      const next = await chunks.next()
      if (next.done) return undefined
      pieces.push(Buffer.from(next.value))
      have += next.value.length
    }
    const all = Buffer.concat(pieces)
    rest = all.subarray(length)
    return all.subarray(0, length)
  }
}

async function skip(take: Take, length: number): Promise<boolean> {
  for (let left = length; left > 0; left -= block * 128) {
    if ((await take(Math.min(left, block * 128))) === undefined) return false
  }
  return true
}
