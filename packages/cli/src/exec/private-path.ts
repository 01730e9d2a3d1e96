/** Where the files of one run may lie: nobody can guess it, and nothing is there. */
import { randomUUID } from 'node:crypto'
import { realpathSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import type { Desk } from '../desk/index.ts'

/**
 * In the folder of this person's session where there is one: it lies in memory, and goes with them. That of another, which
 * `sudo` and `su` leave in the environment, is none, and neither is one that is not there. Never below the folder that the
 * client is run in: some publish all that they find there.
 */
export function privatePath({ environment, folder }: Pick<Desk, 'environment' | 'folder'>): string {
  const { XDG_RUNTIME_DIR, TMPDIR, HOME } = environment
  const session = XDG_RUNTIME_DIR !== undefined && isOwn(XDG_RUNTIME_DIR) ? XDG_RUNTIME_DIR : undefined
  const outer = [session, TMPDIR, tmpdir(), HOME, homedir()].flatMap(each => (each ? [each] : []))
  const here = real(folder) ?? folder
  const good = outer.find(each => {
    const there = real(each)
    return there !== undefined && relative(here, there).split(sep)[0] === '..'
  })
  return join(good ?? tmpdir(), `latchkey-exec-${randomUUID()}`)
}

function isOwn(folder: string): boolean {
  const user = process.geteuid?.()
  const found = statSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && (user === undefined || found.uid === user)
}

/** Without links; undefined where nothing is there. */
function real(folder: string): string | undefined {
  try {
    return realpathSync(folder)
  } catch {
    return undefined
  }
}
