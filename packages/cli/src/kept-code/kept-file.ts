/**
 * The file that code is kept in: three lengths (four bytes each, little-endian) and four bytes of nothing, what V8 made, the
 * Node that made it, and the whole text that it was made of. V8 itself compares no more than the text's length, and takes
 * whatever it is given; at a multiple of eight bytes, without a copy.
 */
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs'
import type { Keeping } from './keeping.ts'

export const headBytes = 16

export function keptPath(path: string, { command, node }: Keeping): string {
  return `${path}.${command}.${node}.kept`
}

/** By the owner of the code alone: root leaves nothing of its own in somebody's folder. */
export function mayKeep(path: string, { isPlain, user }: Keeping): boolean {
  return isPlain && statSync(path, { throwIfNoEntry: false })?.uid === user
}

/**
 * What V8 made of this text; undefined where there is none, or none of somebody's whose word is law here; where it was made
 * of another text or by another Node; where the file is not whole. A link is none; nothing is waited for.
 */
export function takeKept(path: string, text: string, { user, build }: Keeping): Buffer | undefined {
  let file: number | undefined
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const { uid, mode, size } = fstatSync(file)
    const isPlain = (mode & constants.S_IFMT) === constants.S_IFREG
    const isOurs = (uid === user || uid === root) && (mode & writtenByOthers) === 0
    if (!isPlain || !isOurs || size < headBytes) return undefined
    const kept = Buffer.allocUnsafeSlow(size)
    if (readSync(file, kept) !== size) return undefined
    const ofBuild = headBytes + kept.readUInt32LE(0)
    const ofText = ofBuild + kept.readUInt32LE(4)
    if (size !== ofText + kept.readUInt32LE(8)) return undefined
    if (kept.toString('utf8', ofBuild, ofText) !== build) return undefined
    return kept.toString('utf8', ofText) === text ? kept.subarray(headBytes, ofBuild) : undefined
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

const root = 0
const writtenByOthers = 0o022
