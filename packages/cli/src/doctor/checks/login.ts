/** Whether the registry takes what would be sent, and for how long. */
import { refused } from '@latchkey/tokens'
import { fromNow } from '../../from-now.ts'
import { openRegistry, typedFor } from '../../registries/index.ts'
import { type Check, ok, problem, warning } from '../finding.ts'

/** Milliseconds: a token is replaced before that, by itself; what cannot be is worth a word. */
const soon = 24 * 3_600_000

export const login: Check = {
  name: 'login',
  async look({ desk, chosen, machine }) {
    if (refused(chosen)) return []
    const open = await openRegistry({ ...desk, say: () => undefined }, chosen)
    // Settings and store are looked at elsewhere.
    if (refused(open)) return []
    const status = await open.client.status()
    if (refused(status)) {
      const isElsewhere = [
        'offline',
        'timed_out',
        'invalid_configuration',
        'bad_answer',
        'corrupt_store',
      ].includes(status.code)
      return isElsewhere ? [] : [problem(status.message, { repair: status.next })]
    }
    if (!status.authenticated) {
      const found = status.reason === 'no_credentials' ? warning : problem
      const isOfLogin = status.source !== 'environment'
      return [found(status.message, { repair: isOfLogin ? typedFor('login', chosen) : status.next })]
    }
    const { identity, source, expiresAt } = status
    const who = `${chosen.registry} takes the ${source} of ${identity?.name ?? 'somebody'}`
    if (expiresAt === undefined) return [ok(`${who}.`)]
    const left = `it ends ${fromNow(expiresAt, machine.clock.now())}`
    const renewed = source === 'login' ? ', and is refreshed by itself' : ''
    if (source === 'login' || expiresAt - machine.clock.now() > soon)
      return [ok(`${who}; ${left}${renewed}.`)]
    return [warning(`${who}; ${left}.`, { repair: 'Put one that lasts in its place: latchkey key create' })]
  },
}
