/** Keeps what V8 made of a script, with the functions that this run had it compile. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Keeping } from './keeping.ts'
import { headBytes, keptPath, mayKeep } from './kept-file.ts'
import type { Loaded } from './load-script.ts'

export function keep({ path, text, script, isFromKept }: Loaded, keeping: Keeping): void {
  if (isFromKept || !mayKeep(path, keeping)) return
  replace(keptPath(path, keeping), wrapUp(text, keeping, script.createCachedData()))
}

function wrapUp(text: string, { build }: Keeping, made: Buffer): Buffer {
  const parts = [made, Buffer.from(build), Buffer.from(text)]
  const head = Buffer.alloc(headBytes)
  for (const [index, { length }] of parts.entries()) head.writeUInt32LE(length, 4 * index)
  return Buffer.concat([head, ...parts])
}

/** Whole or not at all, also where the power goes: nothing but its length tells V8 that bytes are missing. */
function replace(path: string, bytes: Buffer): void {
  const written = `${path}.${process.pid}`
  // A folder that nobody writes, a full disk: it is compiled again next time.
  const isThere = succeeds(() => {
    write(written, bytes)
    renameSync(written, path)
  })
  if (!isThere) succeeds(() => rmSync(written))
}

function write(path: string, bytes: Buffer): void {
  const file = openSync(path, 'wx', 0o644)
  try {
    writeFileSync(file, bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function succeeds(action: () => void): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
