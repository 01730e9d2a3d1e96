/** Where the files of one run may lie: nobody can guess it, and nothing is there. */
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Desk } from '../desk/index.ts'

/** In the folder of this person's session where there is one: it lies in memory, and goes with them. */
export function privatePath({ environment }: Pick<Desk, 'environment'>): string {
  const outer = environment['XDG_RUNTIME_DIR'] || environment['TMPDIR'] || tmpdir()
  return join(outer, `latchkey-exec-${randomUUID()}`)
}
