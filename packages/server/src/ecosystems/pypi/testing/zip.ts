/** A plain zip of stored (uncompressed) entries: APPNOTE 4.3, as little of it as a wheel needs. */
import { crc32 } from 'node:zlib'

export type ZipEntry = readonly [name: string, content: string | Uint8Array]

export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of entries) {
    const content = Buffer.from(text as Uint8Array)
    const sums = [
      [crc32(content), 4],
      [content.length, 4],
      [content.length, 4],
      [Buffer.byteLength(name), 2],
    ] as const
    const local = Buffer.concat([
      record(0x04034b50, [20, 2], [0, 2], [0, 2], [0, 4], ...sums, [0, 2]),
      Buffer.from(name),
      content,
    ])
    directory.push(
      record(
        0x02014b50,
        [20, 2],
        [20, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        ...sums,
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [offset, 4],
      ),
      Buffer.from(name),
    )
    locals.push(local)
    offset += local.length
  }
  const size = Buffer.concat(directory).length
  const count = entries.length
  const end = record(0x06054b50, [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2])
  return Buffer.concat([...locals, ...directory, end])
}

/** A signature and little-endian numbers of so many bytes. */
function record(signature: number, ...fields: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const all = [[signature, 4] as const, ...fields]
  const record = Buffer.alloc(all.reduce((length, [, bytes]) => length + bytes, 0))
  let at = 0
  for (const [value, bytes] of all) at = record.writeUIntLE(value, at, bytes)
  return record
}
