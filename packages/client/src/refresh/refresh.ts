/** Keeps a login's access token good: refreshed ahead of its end, or because the registry said so. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, retryable } from '../errors.ts'
import type { House } from '../oauth/index.ts'
import { unlessAborted } from '../single-flight/index.ts'
import { createFreshness } from './freshness.ts'
import { keptLogin, refreshLease } from './kept-login.ts'
import { redeem } from './redeem.ts'

export interface RefreshOptions {
  /** The registry refused exactly this one: it is refreshed whatever the clock says, unless somebody has done so. */
  readonly rejected?: boolean
  readonly signal?: AbortSignal
}

/**
 * The login with an access token that is good for five minutes more, or as long as the house was told. `login_ended`: the registry wants it no longer, and
 * it was dropped. `refresh_failed`, `busy`: nothing was lost, and the same may work later. `no_credentials`: somebody
 * logged out meanwhile.
 */
export type Refresh = (login: Credential, options?: RefreshOptions) => Promise<Credential | AuthError>

export function createRefresh(house: House): Refresh {
  const freshness = createFreshness(house.machine.clock, house.refreshAhead)
  return async (login, { rejected = false, signal } = {}) => {
    if (!rejected && freshness.isFresh(login)) return login
    const came = login.token.expose()
    const isNewer = (found: Credential) => found.token.expose() !== came && freshness.isFresh(found)
    const name = refreshLease(house)
    const flight = house.singleFlight<Credential, AuthError>(
      name,
      {
        reread: () => keptLogin(house),
        differs: isNewer,
        // Not to be called off: a refresh token that was sent may be used up, and what came for it must be kept.
        act: (found, lease) => redeem(house, found, { lease, isFresh: freshness.isFresh }),
      },
      { ...(house.onWait && { onWait: house.onWait }), ...(signal && { signal }) },
    )
    const refreshed = await unlessAborted(flight, name, signal)
    if (!refused(refreshed)) {
      freshness.received(refreshed)
      return refreshed
    }
    // It was only to be replaced in time: trouble with that is no trouble yet.
    if (rejected || !retryable(refreshed) || !freshness.isUsable(login)) return refreshed
    house.trace.add('not refreshed yet', { registry: house.registry.origin, because: refreshed.code })
    return login
  }
}
