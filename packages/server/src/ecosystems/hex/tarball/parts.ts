/** The four files of a Hex tarball, as they come: what each may be, and what is known once all were read. */
import { createHash } from 'node:crypto'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { checkArchive } from './check-archive.ts'
import { tarballLimit } from './limits.ts'
import { type HexMetadata, metadataLimit, readMetadata } from './metadata.ts'
import type { Entry } from './tar/index.ts'

export interface HexTarball extends HexMetadata {
  /** SHA-256 of version, metadata and contents, in lower-case hex. */
  readonly innerChecksum: string
}

export type TarballCode = 'tarball_malformed' | 'checksum_differs'

/** Bytes that each may have. */
const sizes = {
  VERSION: 16,
  CHECKSUM: 64,
  'metadata.config': metadataLimit,
  'contents.tar.gz': tarballLimit,
} as const

type PartName = keyof typeof sizes

export const partCount = Object.keys(sizes).length

export class Parts {
  readonly #hash = createHash('sha256')
  readonly #read = new Set<PartName>()
  #version: Uint8Array = new Uint8Array(0)
  #checksum = ''
  #config: Uint8Array = new Uint8Array(0)
  #metadata: HexMetadata | undefined

  /** To be asked once metadata.config was read. */
  get metadata(): HexMetadata | Refusal<TarballCode> {
    return this.#metadata ?? malformed('lacks metadata.config')
  }

  /** Two of one name would be one to us and another to a client: nothing may be there twice, or be unknown. */
  async read({ kind, name, size, contents }: Entry): Promise<Refusal | undefined> {
    if (kind !== 'file' || !isPartName(name))
      return malformed(`holds ${quoted(name)}, which does not belong there`)
    if (this.#read.has(name)) return malformed(`holds ${name} twice`)
    if (size > sizes[name]) return malformed(`holds a ${name} of more than ${sizes[name]} bytes`)
    this.#read.add(name)
    switch (name) {
      case 'VERSION':
        this.#version = await readWhole(contents)
        return Buffer.from('3').equals(this.#version) ? undefined : otherVersion
      case 'CHECKSUM':
        this.#checksum = (await readWhole(contents)).toString('latin1').toLowerCase()
        return undefined
      case 'metadata.config':
        this.#config = await readWhole(contents)
        return this.#understand()
      case 'contents.tar.gz':
        return this.#check(contents, size)
    }
  }

  finish(): HexTarball | Refusal<TarballCode> {
    const missing = Object.keys(sizes).filter(name => isPartName(name) && !this.#read.has(name))
    if (this.#metadata === undefined || missing.length > 0) return malformed(`lacks ${missing.join(' and ')}`)
    const innerChecksum = this.#hash.digest('hex')
    if (this.#checksum !== innerChecksum) return checksumDiffers(innerChecksum)
    return { ...this.#metadata, innerChecksum }
  }

  #understand(): Refusal | undefined {
    const metadata = readMetadata(this.#config)
    if (refused(metadata)) return metadata
    this.#metadata = metadata
    return undefined
  }

  /** All tools write it after the two that are hashed before it, so that none needs to be held. */
  async #check(contents: AsyncIterable<Uint8Array>, size: number): Promise<Refusal | undefined> {
    if (!this.#read.has('VERSION') || !this.#read.has('metadata.config'))
      return malformed('holds contents.tar.gz before VERSION and metadata.config')
    this.#hash.update(this.#version).update(this.#config)
    return checkArchive({
      name: 'contents.tar.gz',
      compressed: hashed(contents, this.#hash),
      size,
      links: true,
    })
  }
}

function isPartName(name: string): name is PartName {
  return Object.hasOwn(sizes, name)
}

async function readWhole(contents: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of contents) pieces.push(piece.slice())
  return Buffer.concat(pieces)
}

async function* hashed(
  contents: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of contents) {
    hash.update(chunk)
    yield chunk
  }
}

export function malformed(problem: string): Refusal<'tarball_malformed'> {
  return refuse(
    'tarball_malformed',
    `The tarball ${problem}.`,
    'Build it with mix hex.build, rebar3 hex build or gleam.',
  )
}

const otherVersion = refuse(
  'tarball_malformed',
  'The tarball is of another version than 3.',
  'Build it with a newer Hex: mix local.hex.',
)

function checksumDiffers(computed: string): Refusal<'checksum_differs'> {
  return refuse(
    'checksum_differs',
    `The tarball is not what its CHECKSUM says: computed was ${computed}.`,
    'It was changed after it was built, or damaged: build it again.',
  )
}
