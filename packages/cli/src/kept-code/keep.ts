/** Keeps what V8 made of scripts, with the functions that this run had it compile. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { Keeping } from './keeping.ts'
import { keptPath, wrapUp } from './kept-file.ts'
import type { Loaded } from './scripts.ts'

/** By the owner of the code alone: root leaves nothing of its own in somebody's folder. */
export function keep(loaded: readonly Loaded[], keeping: Keeping): void {
  if (!keeping.isPlain) return
  for (const { path, text, script, isFromKept } of loaded) {
    if (!isFromKept && statSync(path, { throwIfNoEntry: false })?.uid === keeping.user)
      replace(keptPath(path, keeping), wrapUp(text, keeping, script.createCachedData()))
  }
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
