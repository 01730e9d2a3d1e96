/** Wheels and source distributions as they lie in a folder: their names and their own metadata say what they are. */
import { refused } from '@latchkey/tokens'
import type { FileContents } from '../../upstreams/index.ts'
import type { Imports } from '../ecosystem.ts'
import { readFilename } from './names/filename.ts'
import { readPackageInformation } from './sdist/package-information.ts'
import { inspectContents } from './upload/inspect.ts'
import { readMetadataHeaders } from './wheel/index.ts'

export const imports: Imports = {
  named(filename) {
    const says = readFilename(filename)
    return refused(says) ? undefined : { package: says.package, version: says.version }
  },

  async inspect(filename, contents) {
    const says = readFilename(filename)
    if (refused(says)) return says
    const requiresPython = says.filetype === 'sdist' ? await pythonOf(contents) : undefined
    return inspectContents({ ...says, filename, requiresPython }, contents)
  },
}

/** An upload's form tells it; of a file in a folder nothing does but the file. */
async function pythonOf(sdist: FileContents): Promise<string | undefined> {
  const information = await readPackageInformation(sdist)
  return information && readMetadataHeaders(information).requiresPython
}
