/** The header of one entry (POSIX.1-1988 ustar, and GNU's variant of it). */
import { TarMalformed } from './malformed.ts'

export const blockSize = 512

export interface Header {
  readonly name: string
  /** One character: `0` a file, `2` a symbolic link, `5` a folder, ... */
  readonly type: string
  /** Bytes that follow. */
  readonly size: number
  readonly target: string
}

const posix = 'ustar\0'
const gnu = 'ustar '

export function readHeader(block: Uint8Array): Header {
  if (sumOf(block) !== octal(block.subarray(148, 156)))
    throw new TarMalformed('the checksum of a header is wrong')
  const magic = Buffer.from(block.subarray(257, 263)).toString('latin1')
  if (magic !== posix && magic !== gnu) throw new TarMalformed('a header is of an unknown kind')
  const prefix = magic === posix ? text(block.subarray(345, 500)) : ''
  const name = text(block.subarray(0, 100))
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    // A nought is how archives from before POSIX say that it is a file.
    type: block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0),
    size: octal(block.subarray(124, 136)),
    target: text(block.subarray(157, 257)),
  }
}

/** Up to the first nought. */
export function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return decoded(end < 0 ? bytes : bytes.subarray(0, end))
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** All of it. */
export function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new TarMalformed('a name is not UTF-8')
  }
}

/** Digits, with spaces or noughts around them. Base 256 is for sizes that are refused anyway. */
function octal(bytes: Uint8Array): number {
  const digits = /^ *([0-7]{1,11})[ \0]*$/.exec(Buffer.from(bytes).toString('latin1'))?.[1]
  if (digits === undefined) throw new TarMalformed('a header holds a number that is none')
  return Number.parseInt(digits, 8)
}

/** All bytes, as if the checksum itself were spaces. */
function sumOf(block: Uint8Array): number {
  let sum = 8 * 0x20
  for (let index = 0; index < blockSize; index++) {
    if (index < 148 || index >= 156) sum += block[index] ?? 0
  }
  return sum
}
