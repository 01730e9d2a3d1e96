/** The entries of a tar archive that streams by, one after the other, and nothing in it that is not one. */
import { Bytes } from './bytes.ts'
import {
  type Extension,
  isExtendedHeader,
  joined,
  longestExtendedHeader,
  longestExtendedHeaders,
  mostExtendedHeaders,
  readExtendedHeader,
} from './extended-header.ts'
import { blockSize, type Header, readHeader } from './header.ts'
import { shown, TarMalformed } from './malformed.ts'

export interface Entry {
  readonly kind: 'file' | 'folder' | 'link'
  /** As it is written; see `paths.ts` for what it may be. */
  readonly name: string
  /** Bytes; 0 of what is no file. */
  readonly size: number
  /** Where a link points to. */
  readonly target: string
  /** Good until the next entry is asked for; what is left unread then is passed over. */
  readonly contents: AsyncIterable<Uint8Array>
}

export interface TarLimits {
  readonly entries: number
  /** Bytes of all that it holds together. */
  readonly bytes: number
}

/** Throws `TarMalformed`, and what the source throws. */
export async function* readEntries(
  source: AsyncIterable<Uint8Array>,
  limits: TarLimits,
): AsyncGenerator<Entry> {
  const bytes = new Bytes(source)
  try {
    yield* entriesOf(bytes, limits)
  } finally {
    await bytes.close()
  }
}

async function* entriesOf(
  bytes: Bytes,
  { entries, bytes: mostBytes }: TarLimits,
): AsyncGenerator<Entry, void> {
  let unpacked = 0
  let extension: Extension = {}
  let extensions = 0
  let extended = 0
  for (let count = 0; ; ) {
    const block = await bytes.take(blockSize)
    if (block === undefined) throw new TarMalformed('it is cut off')
    if (isEmpty(block)) return nothingFollows(bytes, mostBytes)
    const header = readHeader(block)
    unpacked += header.size
    if (unpacked > mostBytes) throw new TarMalformed(`it unpacks to more than ${mostBytes} bytes`)
    const padding = (blockSize - (header.size % blockSize)) % blockSize
    if (isExtendedHeader(header)) {
      extensions += 1
      extended += header.size
      const tooLong = header.size > longestExtendedHeader || extended > longestExtendedHeaders
      if (tooLong || extensions > mostExtendedHeaders)
        throw new TarMalformed('an extended header is too long')
      const contents = (await bytes.take(header.size)) ?? block.subarray(0, 0)
      extension = joined(extension, readExtendedHeader(header, contents))
      await bytes.take(padding)
      continue
    }
    count += 1
    if (count > entries) throw new TarMalformed(`it holds more than ${entries} files`)
    const contents = bytes.pass(header.size)
    yield { ...describe(header, extension), contents }
    for await (const _ of contents);
    await bytes.take(padding)
    extension = {}
    extensions = 0
  }
}

function describe(header: Header, extension: Extension): Omit<Entry, 'contents'> {
  const name = extension.name ?? header.name
  const kind = kinds[header.type]
  if (kind === undefined)
    throw new TarMalformed(`${shown(name)} is ${others[header.type] ?? 'of an unknown kind'}`)
  // Two readers could each go by another of the sizes.
  if (extension.size !== undefined && extension.size !== header.size)
    throw new TarMalformed(`${shown(name)} has two sizes`)
  if (kind !== 'file' && header.size !== 0)
    throw new TarMalformed(`${shown(name)} is no file and holds bytes`)
  return { kind, name, size: header.size, target: extension.target ?? header.target }
}

const kinds: Readonly<Record<string, Entry['kind'] | undefined>> = { '0': 'file', '2': 'link', '5': 'folder' }

const others: Readonly<Record<string, string | undefined>> = {
  '1': 'a hard link',
  '3': 'a device',
  '4': 'a device',
  '6': 'a named pipe',
  S: 'a sparse file',
}

function isEmpty(block: Uint8Array): boolean {
  return block.every(byte => byte === 0)
}

/** After the empty block that ends it there are others at most: some programs fill up what they wrote. */
async function nothingFollows(bytes: Bytes, most: number): Promise<void> {
  let passed = 0
  for await (const piece of bytes.remaining()) {
    passed += piece.length
    if (passed > most || !isEmpty(piece)) throw new TarMalformed('something follows its end')
  }
}
