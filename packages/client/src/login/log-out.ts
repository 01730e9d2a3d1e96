/** Ends the login at its registry, then erases it here: in this order, so that what failed can be tried again. */
import { refused } from '@latchkey/tokens'
import { type Credential, exchangedName } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import type { House } from '../oauth/index.ts'
import { isSame, keptLogin, nameOf, refreshLease } from '../refresh/index.ts'
import type { StoreError, StoreState } from '../stores/index.ts'
import { revoke } from './revoke.ts'

export interface LogOutOptions {
  /** Erases it here whatever the registry says: it lives on there, and is said to. */
  readonly evenIfItLivesOn?: boolean
  readonly signal?: AbortSignal
}

export interface LoggedOut {
  /** Whether there was a login. */
  readonly wasLoggedIn: boolean
  /** Whether the registry has ended it; else what is left of it ends by itself, and here nothing is left. */
  readonly ended: boolean
}

/** `logout_incomplete`: the registry was not reached, or would not; the login is kept, and the same can be tried again. */
export type LogOut = (options?: LogOutOptions) => Promise<LoggedOut | AuthError>

export function createLogOut(house: House): LogOut {
  const { registry, trace } = house

  async function end(
    login: Credential | undefined,
    { evenIfItLivesOn = false }: LogOutOptions,
  ): Promise<LoggedOut | AuthError> {
    const answer = login === undefined ? 'revoked' : await revoke(house, login)
    if (refused(answer) && !evenIfItLivesOn) {
      trace.add('not logged out', { registry: registry.origin, because: answer.code })
      return incomplete(answer)
    }
    const erased = await erase(login)
    if (refused(erased)) return erased
    trace.add('logged out', { registry: registry.origin, ended: answer === 'revoked' })
    return { wasLoggedIn: login !== undefined, ended: login !== undefined && answer === 'revoked' }
  }

  /** With what keys were traded for here. A login that somebody made meanwhile stays. */
  async function erase(login: Credential | undefined): Promise<StoreState | StoreError> {
    const exchanged = exchangedName(registry.origin, '')
    const own = nameOf(house)
    const goes = (name: string, each: Credential) =>
      name.startsWith(exchanged) || (name === own && isSame(each, login))
    return house.store.change<never>(state =>
      Object.fromEntries(Object.entries(state).filter(([name, each]) => !goes(name, each))),
    )
  }

  function incomplete(cause: { readonly message: string }): AuthError<'logout_incomplete'> {
    return authError(
      'logout_incomplete',
      `The login at ${registry.origin} could not be ended there, and is kept here: ${cause.message}`,
      `Try again, or end it at ${registry.origin}.`,
      cause,
    )
  }

  return (options = {}) => {
    const { signal } = options
    const act = async () => {
      const login = await keptLogin(house)
      return refused(login) ? login : end(login, options)
    }
    // Whoever refreshes meanwhile would keep what was just ended.
    return house.locks.withLease<LoggedOut | AuthError>(refreshLease(house), act, {
      ...(house.onWait && { onWait: house.onWait }),
      ...(signal && { signal }),
    })
  }
}
