/** Writes tar archives for tests, honest ones and others: every field of a header can be said. */

export interface TarEntry {
  readonly name: string
  readonly contents?: string | Uint8Array
  /** `0` a file, `2` a symbolic link, ... */
  readonly type?: string
  readonly target?: string
  /** What the header says, where it lies. */
  readonly size?: number | string
  readonly magic?: 'ustar\x0000' | 'ustar  \0' | string
  readonly prefix?: string
  readonly checksum?: number
}

const block = 512

/** With the two empty blocks that close it. */
export function writeTar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(writeEntry), Buffer.alloc(2 * block)])
}

export function writeEntry(entry: TarEntry): Buffer {
  const contents = Buffer.from(entry.contents ?? '')
  const header = Buffer.alloc(block)
  const put = (text: string, offset: number) => header.write(text, offset, 'utf8')
  put(entry.name, 0)
  put('0000644\0', 100)
  put('0000000\0', 108)
  put('0000000\0', 116)
  put(sizeField(entry.size ?? contents.length), 124)
  put('07030166600\0', 136)
  put(entry.type ?? '0', 156)
  put(entry.target ?? '', 157)
  put(entry.magic ?? 'ustar\x0000', 257)
  put(entry.prefix ?? '', 345)
  put(`${octal(entry.checksum ?? sumOf(header), 6)}\0 `, 148)
  return Buffer.concat([header, contents, Buffer.alloc((block - (contents.length % block)) % block)])
}

/** POSIX.1-2001: what the next entry is called, or points to. */
export function paxHeader(records: Readonly<Record<string, string>>): TarEntry {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`
    let length = Buffer.byteLength(rest)
    while (String(length).length + Buffer.byteLength(rest) !== length) {
      length = String(length).length + Buffer.byteLength(rest)
    }
    return `${length}${rest}`
  })
  return { name: 'PaxHeader', type: 'x', contents: lines.join('') }
}

function sizeField(size: number | string): string {
  return typeof size === 'string' ? size : `${octal(size, 11)}\0`
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0)
}
