/**
 * The file that code is kept in: three lengths (four bytes each, little-endian) and four bytes of nothing, what V8 made, the
 * Node that made it, and the whole text that it was made of. V8 itself compares no more than the text's length, and takes
 * whatever it is given; at a multiple of eight bytes, without a copy.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { Keeping } from './keeping.ts'

const headBytes = 16

export function keptPath(path: string, { command, node }: Keeping): string {
  return `${path}.${command}.${node}.kept`
}

export function wrapUp(text: Buffer, { build }: Keeping, made: Buffer): Buffer {
  const parts = [made, Buffer.from(build), text]
  const head = Buffer.alloc(headBytes)
  for (const [index, { length }] of parts.entries()) head.writeUInt32LE(length, 4 * index)
  return Buffer.concat([head, ...parts])
}

/** What V8 made; undefined where it was made of another text or by another Node, and where the file is not whole. */
export function unwrap(kept: Buffer, text: Buffer, { build }: Keeping): Buffer | undefined {
  if (kept.length < headBytes) return undefined
  const ofBuild = headBytes + kept.readUInt32LE(0)
  const ofText = ofBuild + kept.readUInt32LE(4)
  if (kept.length !== ofText + kept.readUInt32LE(8)) return undefined
  if (kept.toString('utf8', ofBuild, ofText) !== build) return undefined
  return text.equals(kept.subarray(ofText)) ? kept.subarray(headBytes, ofBuild) : undefined
}

/** Undefined where there is none, or none of somebody's whose word is law here. A link is none; nothing is waited for. */
export function readKept(path: string, { user }: Pick<Keeping, 'user'>): Buffer | undefined {
  let file: number | undefined
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const { uid, mode, size } = fstatSync(file)
    const isPlain = (mode & constants.S_IFMT) === constants.S_IFREG
    const isOurs = (uid === user || uid === root) && (mode & writtenByOthers) === 0
    if (!isPlain || !isOurs) return undefined
    const bytes = Buffer.allocUnsafeSlow(size)
    return readSync(file, bytes) === size ? bytes : undefined
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

const root = 0
const writtenByOthers = 0o022
