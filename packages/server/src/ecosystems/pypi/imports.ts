/** Wheels and source distributions as they lie in a folder: their names and their own metadata say what they are. */
import { refused } from '@latchkey/tokens'
import type { Imports } from '../ecosystem.ts'
import { readFilename } from './names/filename.ts'
import { inspectContents } from './upload/inspect.ts'

export const imports: Imports = {
  named(filename) {
    const says = readFilename(filename)
    return refused(says) ? undefined : { package: says.package, version: says.version }
  },

  async inspect(filename, contents) {
    const says = readFilename(filename)
    if (refused(says)) return says
    return inspectContents({ ...says, filename, requiresPython: undefined }, contents)
  },
}
