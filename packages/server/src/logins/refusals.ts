/** Why a login gives no more tokens, in the words of RFC 6749, section 5.2, and what to do about it. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { EndedBecause, Login } from './login.ts'

const again = 'Log in again with the program that this login was for.'

function invalidGrant(message: string, next = again): Refusal<'invalid_grant'> {
  return refuse('invalid_grant', message, next)
}

export const unknownLogin = invalidGrant('The login of this refresh token is not known any more.')

export const notTheClients = invalidGrant(
  'This refresh token was given to another client.',
  'Use it with the client that logged in, or log in with this one.',
)

export const loginOver = invalidGrant(
  'This login is over: it was not used for too long, or has lasted for too long.',
)

export const accountDisabled = invalidGrant(
  'The account of this login is disabled.',
  'Ask an administrator of this server to enable it.',
)

export const notHere = invalidGrant('The master key of this login is not in use here any more.')

export const stolenNow = invalidGrant(
  'This refresh token had been used before, so a copy of it is about: the login was ended, and its account told.',
)

const reasons: Readonly<Record<EndedBecause, string>> = {
  ended: 'This login was ended.',
  stolen: 'This login was ended, because a refresh token of it was used twice.',
  restored: 'This login was ended, because the server was restored from a backup.',
  withdrawn: 'This login was ended: the master key of its tokens was withdrawn.',
}

export function loginEnded({ endedBecause = 'ended' }: Login): Refusal<'invalid_grant'> {
  return invalidGrant(reasons[endedBecause])
}

/** The same words for a login that is not the caller's and for one that never was. */
export const noSuchLogin: Refusal<'unknown_login'> = refuse(
  'unknown_login',
  'There is no such login.',
  'List the logins to see which there are.',
)
