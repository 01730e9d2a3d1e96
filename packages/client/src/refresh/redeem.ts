/** The refresh token, redeemed for the next tokens and those kept (RFC 6749, 6). Only under the lease. */
import { refused } from '@latchkey/tokens'
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import { askForTokens, type House, isNo, type No, type Tokens } from '../oauth/index.ts'
import type { Lease } from '../single-flight/index.ts'
import { exchangeLogin, isSame, keptLogin, loginOf } from './kept-login.ts'

export interface Redeeming {
  readonly lease: Lease
  readonly isFresh: (found: Credential) => boolean
}

export async function redeem(
  house: House,
  login: Credential | undefined,
  redeeming: Redeeming,
): Promise<Credential | AuthError> {
  if (login === undefined) return loggedOut(house)
  const { refreshToken } = login
  if (refreshToken === undefined) return notRefreshable(house)
  const answer = await send(house, { ...login, refreshToken }, redeeming)
  const { origin } = house.registry
  if (isNo(answer) && answer.code === 'invalid_grant') return ended(house, login, answer, redeeming)
  if (refused(answer)) {
    house.trace.add('refresh failed', { registry: origin, because: answer.code })
    return failed(house, answer)
  }
  const next = loginOf(house, answer, house.machine.clock.now(), login)
  const kept = await exchangeLogin(house, login, next)
  if (refused(kept)) return kept
  house.trace.add('refreshed', { registry: origin, kept: isSame(kept, next) })
  return kept ?? loggedOut(house)
}

type Refreshable = Credential & Required<Pick<Credential, 'refreshToken'>>

/**
 * Once more where no answer came: a Latchkey gives the same tokens again (the successor is derived), and where a stricter
 * server has used the token up already, its next tokens are lost whatever is done.
 */
async function send(
  house: House,
  { refreshToken, clientId }: Refreshable,
  { lease }: Redeeming,
): Promise<Tokens | No | AuthError> {
  const endpoints = await house.registry.endpoints()
  if (refused(endpoints)) return endpoints
  const question = {
    ...{ endpoints, clientId },
    grant: 'refresh_token',
    parameters: { refresh_token: refreshToken },
  }
  if (!lease.holds()) return leaseLost(house)
  const answer = await askForTokens(house, question)
  const isLost = refused(answer) && ['offline', 'timed_out', 'bad_answer'].includes(answer.code)
  return isLost && lease.holds() ? askForTokens(house, question) : answer
}

/** Nobody is logged out by a refresh token that somebody else has traded for a newer one meanwhile. */
async function ended(
  house: House,
  login: Credential,
  why: No,
  { isFresh }: Redeeming,
): Promise<Credential | AuthError> {
  const now = await keptLogin(house)
  if (refused(now)) return now
  if (now !== undefined && !isSame(now, login)) {
    return isFresh(now) ? now : failed(house, why)
  }
  await exchangeLogin(house, login, undefined)
  house.trace.add('login ended', { registry: house.registry.origin })
  return authError(
    'login_ended',
    `The login at ${house.registry.origin} is over: ${why.message}`,
    'Log in again.',
    why,
  )
}

function failed({ registry }: House, cause: AuthError | No): AuthError {
  if (cause.code === 'lease_lost') return cause as AuthError
  return authError(
    'refresh_failed',
    `The login at ${registry.origin} could not be refreshed, and is kept: ${cause.message}`,
    isNo(cause) ? 'Try again, or log in again.' : cause.next,
    cause,
  )
}

function leaseLost({ registry }: House): AuthError<'lease_lost'> {
  return authError(
    'lease_lost',
    `This process was held up, and another one looks after the login at ${registry.origin} now.`,
    'Try again.',
  )
}

function loggedOut({ registry }: House): AuthError<'no_credentials'> {
  return authError('no_credentials', `Somebody logged out of ${registry.origin} meanwhile.`, 'Log in again.')
}

function notRefreshable({ registry }: House): AuthError<'expired'> {
  return authError(
    'expired',
    `The login at ${registry.origin} has expired, and cannot be refreshed.`,
    'Log in again.',
  )
}
