/** What those hear who ask to be let in, and those who are asked. */
import { refuse } from '@latchkey/tokens'

/** One for everything that a code can lack: which it was would help whoever tries codes. */
export const unknownCode = refuse(
  'unknown_code',
  'This code cannot be used: it is not the one on your device, or was used already, or is too old.',
  'Compare it with what your device shows. If it is the same, start again there to get a new one.',
)

export const invalidGrant = refuse(
  'invalid_grant',
  'This code cannot be traded in: it is none of this client’s, or was used already, or is too old.',
  'Log in again.',
)

export const authorizationPending = refuse(
  'authorization_pending',
  'Nobody has answered yet.',
  'Ask again after the interval.',
)

export const slowDown = refuse(
  'slow_down',
  'Nobody has answered yet, and you asked too soon.',
  'Wait five seconds longer between polls from now on.',
)

export const expiredToken = refuse(
  'expired_token',
  'Nobody answered in time.',
  'Log in again to get a new code.',
)

export const accessDenied = refuse('access_denied', 'The login was denied.', 'Log in again to ask once more.')

/** They were signed out, or locked out, before the device came back. */
export const approverGone = refuse(
  'access_denied',
  'Whoever let this client in has been signed out since.',
  'Log in again, and stay signed in in the browser until it went through.',
)

/** Its logins ended when it was removed, and this would be one more. */
export const clientGone = refuse(
  'access_denied',
  'This client was removed since it asked.',
  'Ask an administrator of this server, or log in with another client.',
)

export const nothingGranted = refuse(
  'invalid_scope',
  'Nothing of what it asks for is ticked.',
  'Tick at least one thing, or deny it.',
)

export const codeRequired = refuse(
  'totp_required',
  'Whoever lets this client change things must give a code of the second factor.',
  'Enter the code that your authenticator app shows, or take away what changes things.',
)

/** Nothing may be skipped by giving a code that proves nothing. */
export const noSecondFactor = refuse(
  'invalid_totp',
  'Your account has no second factor, so this code is none.',
  'Leave the code empty.',
)
