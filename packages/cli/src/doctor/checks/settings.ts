/** Whether it is known which registries this person logs in to. */
import { refused } from '@latchkey/tokens'
import { readSettings } from '../../registries/index.ts'
import { type Check, ok, problem } from '../finding.ts'

export const settings: Check = {
  name: 'settings',
  async look({ folder }) {
    const read = await readSettings(folder)
    if (refused(read)) return [problem(read.message, { repair: read.next })]
    const { current, known } = read
    if (known.length === 0) return [ok('No registry was logged in to yet.')]
    return [
      ok(
        `${known.length === 1 ? 'One login is' : `${known.length} logins are`} known; ${current?.registry ?? 'none'} is used.`,
      ),
    ]
  },
}
