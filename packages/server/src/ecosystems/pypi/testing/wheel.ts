/** Small wheels and source distributions that twine and pip take for real ones. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type ZipEntry, zip } from './zip.ts'

export interface WheelInput {
  /** As it stands in the file name: with underscores for hyphens. */
  readonly name: string
  readonly version: string
  readonly requiresPython?: string
  /** More entries, first; for size, or for mischief. */
  readonly entries?: readonly ZipEntry[]
  /** Lines of METADATA in place of the usual ones. */
  readonly metadata?: string
}

export function wheelFilename({ name, version }: Pick<WheelInput, 'name' | 'version'>): string {
  return `${name}-${version}-py3-none-any.whl`
}

/** The bytes of a wheel (PEP 427) with one module. */
export function wheelBytes({ name, version, requiresPython, entries = [], metadata }: WheelInput): Buffer {
  const info = `${name}-${version}.dist-info`
  const python = requiresPython === undefined ? '' : `Requires-Python: ${requiresPython}\n`
  const files: ZipEntry[] = [
    ...entries,
    [`${name}.py`, `version = '${version}'\n`],
    [
      `${info}/METADATA`,
      metadata ?? `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${python}\nA test.\n`,
    ],
    [
      `${info}/WHEEL`,
      'Wheel-Version: 1.0\nGenerator: latchkey-test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    ],
  ]
  const records = files.map(([path, content]) => {
    const digest = createHash('sha256').update(content).digest('base64url')
    return `${path},sha256=${digest},${Buffer.byteLength(content)}\n`
  })
  return zip([...files, [`${info}/RECORD`, `${records.join('')}${info}/RECORD,,\n`]])
}

/** Writes a wheel into a folder and gives its path. */
export function makeWheel(folder: string, input: WheelInput): string {
  const path = join(folder, wheelFilename(input))
  writeFileSync(path, wheelBytes(input))
  return path
}

/** The bytes of a source distribution: an empty tar in gzip. */
export function sdistBytes(): Buffer {
  return gzipSync(Buffer.alloc(1024))
}
