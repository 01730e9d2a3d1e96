/** Whether what is kept can be read. */
import { refused } from '@latchkey/tokens'
import { openKeepings } from '../../registries/index.ts'
import { type Check, ok, problem } from '../finding.ts'

export const store: Check = {
  name: 'store',
  async look({ desk }) {
    const keepings = await openKeepings({ ...desk, say: () => undefined })
    // The settings are looked at elsewhere.
    if (refused(keepings))
      return keepings.code === 'corrupt_settings'
        ? []
        : [problem(keepings.message, { repair: keepings.next })]
    const state = await keepings.store.read()
    if (refused(state)) return [problem(state.message as string, { repair: state.next as string })]
    const count = Object.keys(state).length
    if (count === 0) return [ok(`No credential is kept yet; one would be in ${keepings.store.description}.`)]
    return [
      ok(
        `${count === 1 ? 'One credential is' : `${count} credentials are`} kept in ${keepings.store.description}.`,
      ),
    ]
  },
}
