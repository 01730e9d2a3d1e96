/** What stands before an entry whose names are too long for its header: POSIX.1-2001 pax, or GNU's long names. */
import { decoded, type Header, text } from './header.ts'
import { TarMalformed } from './malformed.ts'

/** Bytes of one, of all in an archive, and how many may stand before one entry. Their records are small, and each takes time. */
export const longestExtendedHeader = 64 * 1024
export const longestExtendedHeaders = 4 * 1024 * 1024
export const mostExtendedHeaders = 4

export interface Extension {
  readonly name?: string
  readonly target?: string
  readonly size?: number
}

export function isExtendedHeader({ type }: Header): boolean {
  return type === 'x' || type === 'L' || type === 'K'
}

export function readExtendedHeader({ type }: Header, contents: Uint8Array): Extension {
  if (type === 'L') return { name: text(contents) }
  if (type === 'K') return { target: text(contents) }
  return readRecords(contents)
}

/** Throws where both say the same: which of them counts, readers disagree about. */
export function joined(one: Extension, other: Extension): Extension {
  if (Object.keys(other).some(key => key in one))
    throw new TarMalformed('an extended header says something twice')
  return { ...one, ...other }
}

/** `25 path=some/long/name.txt\n`, the length counting all of it. */
function readRecords(contents: Uint8Array): Extension {
  let extension: Extension = {}
  for (let start = 0; start < contents.length; ) {
    const space = contents.indexOf(0x20, start)
    const length = space < 0 ? undefined : /^[1-9]\d{0,5}$/.exec(text(contents.subarray(start, space)))?.[0]
    const end = start + Number(length ?? Number.NaN)
    if (!(end <= contents.length) || end <= space || contents[end - 1] !== 0x0a) throw malformed()
    extension = joined(extension, readRecord(decoded(contents.subarray(space + 1, end - 1))))
    start = end
  }
  return extension
}

function readRecord(record: string): Extension {
  const [key, value] = splitOnce(record)
  if (value === undefined) throw malformed()
  if (key === 'path') return { name: value }
  if (key === 'linkpath') return { target: value }
  if (key === 'size') return { size: /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN }
  if (key.startsWith('GNU.sparse')) throw new TarMalformed('it holds a sparse file')
  return {}
}

function splitOnce(record: string): readonly [string, string | undefined] {
  const at = record.indexOf('=')
  return at < 0 ? [record, undefined] : [record.slice(0, at), record.slice(at + 1)]
}

function malformed(): TarMalformed {
  return new TarMalformed('an extended header cannot be read')
}
