/** In which ways nobody is logged in afterwards. */
import { type AuthError, authError } from '../errors.ts'
import type { Registry } from '../registry/index.ts'

type At = Pick<Registry, 'origin'>

export function nobodyToAsk({ origin }: At): AuthError<'no_credentials'> {
  return authError(
    'no_credentials',
    `There is no login at ${origin}, and nobody here who could be asked to log in.`,
    'Log in where there is a terminal, or set a token in the environment.',
  )
}

export function declined({ origin }: At): AuthError<'auth_declined'> {
  return authError('auth_declined', `Nobody wanted to log in to ${origin}.`, 'Log in when you want to go on.')
}

export function cancelled(cause?: unknown): AuthError<'cancelled'> {
  return authError('cancelled', 'The login was given up.', 'Start it again when you want to.', cause)
}

export function denied({ origin }: At): AuthError<'login_denied'> {
  return authError(
    'login_denied',
    `Somebody said no on the page of ${origin}.`,
    'Log in again, and compare the code before you agree.',
  )
}

export function timedOut({ origin }: At): AuthError<'login_timed_out'> {
  return authError(
    'login_timed_out',
    `Nobody agreed to the login at ${origin} in time.`,
    'Log in again, and open the address at once.',
  )
}

export function failed(
  { origin }: At,
  cause: { readonly message: string; readonly next?: string },
): AuthError<'login_failed'> {
  return authError(
    'login_failed',
    `Logging in to ${origin} failed: ${cause.message}`,
    cause.next ?? 'Tell whoever runs the registry.',
    cause,
  )
}
