/** Builds Hex tarballs for tests as hex_core does, the same bytes every time; and others, whose parts are lies. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type TarEntry, writeTar } from './write-tar.ts'

export interface Metadata {
  readonly [key: string]: MetadataValue
}

type MetadataValue = string | number | boolean | null | readonly MetadataValue[] | Metadata

export interface TarballInput {
  readonly name?: string
  readonly version?: string
  /** Besides what every package has. */
  readonly metadata?: Metadata
  readonly files?: readonly TarEntry[]
  /** In place of what would be written. */
  readonly parts?: Readonly<
    Partial<Record<'VERSION' | 'CHECKSUM' | 'metadata.config' | 'contents.tar.gz', string | Uint8Array>>
  >
  /** What stands in the tarball, of the parts or besides them. */
  readonly order?: readonly (string | TarEntry)[]
}

const usualOrder = ['VERSION', 'CHECKSUM', 'metadata.config', 'contents.tar.gz']

export function buildTarball(input: TarballInput = {}): Buffer {
  const {
    name = 'widget',
    version = '1.0.0',
    files = [{ name: 'mix.exs', contents: `# ${name} ${version}\n` }],
  } = input
  const usual: Metadata = {
    name,
    version,
    app: name,
    description: `A ${name}`,
    licenses: ['Apache-2.0'],
    links: { Website: 'https://example.com' },
    files: files.map(file => file.name),
    requirements: {},
    build_tools: ['mix'],
  }
  const honest = {
    VERSION: '3',
    'metadata.config': writeMetadata({ ...usual, ...input.metadata }),
    'contents.tar.gz': gzipSync(writeTar(files)),
    ...input.parts,
  }
  const CHECKSUM =
    input.parts?.CHECKSUM ?? checksumOf(honest.VERSION, honest['metadata.config'], honest['contents.tar.gz'])
  const parts: Readonly<Record<string, string | Uint8Array>> = { ...honest, CHECKSUM }
  return writeTar(
    (input.order ?? usualOrder).map(each =>
      typeof each === 'string' ? { name: each, contents: parts[each] ?? '' } : each,
    ),
  )
}

function checksumOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex').toUpperCase()
}

/** `{<<"name">>,<<"widget">>}.` for each, as hex_core's encode_metadata writes them. */
export function writeMetadata(metadata: Metadata): string {
  return Object.entries(metadata)
    .map(([key, value]) => `{${writeTerm(key)},${writeTerm(value)}}.\n`)
    .join('')
}

function writeTerm(value: MetadataValue): string {
  if (typeof value === 'string') return `<<"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"/utf8>>`
  if (value === null) return 'nil'
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(writeTerm).join(',')}]`
  return `[${Object.entries(value)
    .map(([key, each]) => `{${writeTerm(key)},${writeTerm(each)}}`)
    .join(',')}]`
}

function isList(value: readonly MetadataValue[] | Metadata): value is readonly MetadataValue[] {
  return Array.isArray(value)
}
