/** Which of the requests that are over count as a use of a key: those that were allowed. */
import { clientOf } from '../credentials/index.ts'
import type { Observe } from '../http/index.ts'
import type { Keys } from '../keys/index.ts'
import { targetOf } from './target-of.ts'

export function countUsage(keys: Pick<Keys, 'count'>): Observe {
  return seen => {
    const { key, principal, action, answer, address, userAgent, status } = seen
    if (key === undefined || principal === undefined || principal.kind === 'nobody') return
    if (answer !== 'allowed' || action === undefined || action === 'operator') return
    // Names that nobody has are as many as somebody asks for: a package counts where there was something.
    const isThere = status === 304 || (status >= 200 && status < 300)
    const target = targetOf(isThere ? seen : { ...seen, package: undefined })
    keys.count({ key, owner: principal.id, action, target, client: clientOf(userAgent), address })
  }
}
