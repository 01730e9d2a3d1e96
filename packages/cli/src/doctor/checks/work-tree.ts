/** Whether credentials would be committed. */
import { join } from 'node:path'
import { exposingWorkTree } from '@latchkey/client'
import { type Check, ok, problem } from '../finding.ts'

export const workTree: Check = {
  name: 'git',
  async look({ folder }) {
    const tree = await exposingWorkTree(join(folder, 'credentials.json'))
    if (tree === undefined) return [ok('What is kept is not committed to any repository.')]
    return [
      problem(`${folder} lies in the git work tree ${tree} and is not ignored there.`, {
        repair: `Move it out, or name it in ${tree}/.gitignore; if it was committed, run: latchkey logout --all`,
      }),
    ]
  },
}
