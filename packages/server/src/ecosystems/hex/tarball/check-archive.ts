/** Walks through a gzipped tar archive as clients would unpack it, and unpacks nothing. */
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Refusal, refuse } from '@latchkey/tokens'
import { unpackedLimits } from './limits.ts'
import { Paths, readEntries, TarMalformed } from './tar/index.ts'

export type ArchiveCode = 'archive_malformed'

export interface Archive {
  /** What people know it by. */
  readonly name: string
  readonly compressed: AsyncIterable<Uint8Array>
  /** Bytes, compressed. */
  readonly size: number
  /** Whether it may hold symbolic links. */
  readonly links: boolean
}

/** Refuses what no client should be given; `undefined` where nothing is wrong. Throws what `compressed` throws. */
export async function checkArchive(archive: Archive): Promise<Refusal<ArchiveCode> | undefined> {
  const unpacked = createGunzip()
  const source = watched(archive.compressed)
  const unpacking = pipeline(source.bytes, unpacked).catch(() => undefined)
  const problem = await problemOf(unpacked, archive).catch(error => {
    if (source.failure !== undefined) throw source.failure.error
    if (error instanceof TarMalformed) return error.message
    if (isDamage(error)) return 'it is no gzip, or is damaged'
    throw error
  })
  unpacked.destroy()
  await unpacking
  // Readers disagree about what follows a gzip: some take it for more of it.
  const follows = unpacked.bytesWritten !== archive.size ? 'something follows its end' : undefined
  const wrong = problem ?? follows
  return wrong === undefined
    ? undefined
    : refuse(
        'archive_malformed',
        `${archive.name} is refused: ${wrong}.`,
        'Build it again, and upload it as it is.',
      )
}

async function problemOf(
  unpacked: AsyncIterable<Uint8Array>,
  { links }: Archive,
): Promise<string | undefined> {
  const paths = new Paths()
  let files = 0
  for await (const entry of readEntries(unpacked, unpackedLimits)) {
    if (entry.kind === 'link' && !links) return `${JSON.stringify(entry.name)} is a symbolic link`
    paths.add(entry)
    if (entry.kind !== 'folder') files += 1
  }
  paths.finish()
  return files === 0 ? 'it holds no file' : undefined
}

interface Watched {
  readonly bytes: AsyncIterable<Uint8Array>
  /** What went wrong where the bytes come from, which is not the archive's fault. */
  readonly failure: { readonly error: unknown } | undefined
}

function watched(source: AsyncIterable<Uint8Array>): Watched {
  let failure: Watched['failure']
  async function* bytes() {
    try {
      yield* source
    } catch (error) {
      failure = { error }
      throw error
    }
  }
  return {
    bytes: bytes(),
    get failure() {
      return failure
    },
  }
}

/** zlib names what is wrong with its input: `Z_DATA_ERROR`, `Z_BUF_ERROR`, ... */
function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code))
}
