/** Ends the login at its registry, then erases it here: in this order, so that what failed can be tried again. */
import { refused } from '@latchkey/tokens'
import { type Credential, exchangedName } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import type { House } from '../oauth/index.ts'
import { isSame, nameOf, refreshLease, tokensOf } from '../refresh/index.ts'
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
  const exchangedHere = exchangedName(registry.origin, '')

  async function end(
    state: StoreState,
    { evenIfItLivesOn = false }: LogOutOptions,
  ): Promise<LoggedOut | AuthError> {
    const login = state[nameOf(house)]
    const exchanged = Object.entries(state).filter(([name]) => name.startsWith(exchangedHere))
    const tokens = [...(login ? tokensOf(login) : []), ...exchanged.flatMap(([, each]) => tokensOf(each))]
    const answer = await revoke(house, tokens, login?.clientId)
    if (refused(answer) && !evenIfItLivesOn) {
      trace.add('not logged out', { registry: registry.origin, because: answer.code })
      return incomplete(answer)
    }
    const erased = await erase(login)
    if (refused(erased)) return erased
    const ended = login !== undefined && answer === 'revoked'
    trace.add('logged out', { registry: registry.origin, ended })
    return { wasLoggedIn: login !== undefined, ended }
  }

  /** With what keys were traded for here. A login that somebody made meanwhile stays. */
  async function erase(login: Credential | undefined): Promise<StoreState | StoreError> {
    const own = nameOf(house)
    const goes = (name: string, each: Credential) =>
      name.startsWith(exchangedHere) || (name === own && isSame(each, login))
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
      const state: StoreState | StoreError = await house.store.read()
      return refused(state) ? (state as StoreError) : end(state, options)
    }
    // Whoever refreshes meanwhile would keep what was just ended.
    return house.locks.withLease<LoggedOut | AuthError>(refreshLease(house), act, {
      ...(house.onWait && { onWait: house.onWait }),
      ...(signal && { signal }),
    })
  }
}
