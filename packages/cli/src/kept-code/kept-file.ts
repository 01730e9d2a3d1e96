/**
 * The file that code is kept in: three lengths (four bytes each, little-endian), the Node that made it, the whole text that
 * it was made of, and what V8 made of it. V8 itself compares no more than the text's length, and takes whatever bytes follow.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { Keeping } from './keeping.ts'

const lengths = 3 * 4

export function keptPath(path: string, { command, node }: Keeping): string {
  return `${path}.${command}.${node}.kept`
}

export function wrapUp(text: Buffer, { build }: Keeping, made: Buffer): Buffer {
  const parts = [Buffer.from(build), text, made]
  const head = Buffer.alloc(lengths)
  for (const [index, { length }] of parts.entries()) head.writeUInt32LE(length, 4 * index)
  return Buffer.concat([head, ...parts])
}

/** What V8 made; undefined where it was made of another text or by another Node, and where the file is not whole. */
export function unwrap(kept: Buffer, text: Buffer, { build }: Keeping): Buffer | undefined {
  if (kept.length < lengths) return undefined
  const ofText = lengths + kept.readUInt32LE(0)
  const ofMade = ofText + kept.readUInt32LE(4)
  if (kept.length !== ofMade + kept.readUInt32LE(8)) return undefined
  if (kept.toString('utf8', lengths, ofText) !== build) return undefined
  return text.equals(kept.subarray(ofText, ofMade)) ? kept.subarray(ofMade) : undefined
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
