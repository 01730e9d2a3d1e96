/** Which of the requests that are over were refused in a way that is written down. */
import type { Audit } from '../audit/index.ts'
import { clientOf } from '../credentials/index.ts'
import type { Observation, Observe } from '../http/index.ts'
import { targetOf } from './target-of.ts'

/**
 * Refusals of a token whose signature held, and of people who are signed in; of everybody else a sample. Whoever sent
 * nothing and is asked who they are is not refused: every pip begins so.
 */
export function noteRefusals(audit: Pick<Audit, 'note'>): Observe {
  return seen => {
    const { refusal: code, key, login, principal } = seen
    if (code === undefined) return
    const from = { code, address: seen.address, client: clientOf(seen.userAgent) }
    const isRefused = principal === undefined || seen.answer === 'refused'
    if (key !== undefined || login !== undefined) {
      const holder = key === undefined ? { loginId: login ?? '' } : { keyId: key }
      if (isRefused) audit.note({ ...from, ...holder, what: 'token.refused', details: askedFor(seen) })
    } else if (principal?.kind === 'account') {
      if (isRefused) {
        audit.note({
          ...from,
          what: 'request.refused',
          accountId: principal.id,
          details: { path: pathOf(seen) },
        })
      }
    } else if ((seen.status === 401 || seen.status === 403) && !challenges.has(code)) {
      audit.note({ ...from, what: 'request.refused', details: { via: seen.via ?? null } })
    }
  }
}

const challenges: ReadonlySet<string> = new Set(['credential_required', 'token_missing'])

function askedFor(seen: Observation) {
  const { action, version } = seen
  const target = targetOf(seen)
  return {
    ...(action !== undefined && { action }),
    ...(target !== '' && { target }),
    ...(version !== undefined && { version }),
  }
}

/** A query may hold what nobody should read. */
function pathOf({ target }: Observation): string {
  return target.split('?', 1)[0] ?? ''
}
