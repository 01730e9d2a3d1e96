/** Where the files of one run may lie: nobody can guess it, and nothing is there. */
import { randomUUID } from 'node:crypto'
import { homedir, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Desk } from '../desk/index.ts'

/**
 * In the folder of this person's session where there is one: it lies in memory, and goes with them. Never below the folder
 * that the client is run in: some publish all that they find there.
 */
export function privatePath({ environment, folder }: Pick<Desk, 'environment' | 'folder'>): string {
  const { XDG_RUNTIME_DIR, TMPDIR, HOME } = environment
  const outer = [XDG_RUNTIME_DIR, TMPDIR, tmpdir(), HOME, homedir()].filter(
    each => each !== undefined && each !== '',
  )
  const [first = tmpdir()] = outer
  const good = outer.find(each => each !== undefined && relative(folder, each).startsWith('..'))
  return join(good ?? first, `latchkey-exec-${randomUUID()}`)
}
