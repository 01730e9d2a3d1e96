/** Why a call ended without an answer, and what to type next. */
import type { Credential } from '../credential.ts'
import { type AuthError, authError } from '../errors.ts'
import type { Registry } from '../registry/index.ts'

export interface Hints {
  noCredentials(why?: {
    readonly reason?: string | undefined
    readonly cause?: AuthError | undefined
    /** The login that there is: nothing is wrong with it, and it is not sent, as it was made for reading only. */
    readonly login?: Credential | undefined
  }): AuthError<'no_credentials'>
  rejected(
    credential: Credential,
    why: { readonly reason: string | undefined; readonly where: string },
  ): AuthError<'rejected'>
  cancelled(): AuthError<'cancelled'>
  codeRequired(): AuthError<'code_required'>
  codeCancelled(): AuthError<'code_cancelled'>
  tooManyCodes(): AuthError<'too_many_codes'>
}

export function createHints({ origin }: Pick<Registry, 'origin'>, loginCommand: string): Hints {
  const logIn = `Run: ${loginCommand}`
  return {
    noCredentials({ reason, cause, login } = {}) {
      if (login !== undefined && cause === undefined)
        return authError(
          'no_credentials',
          `The login at ${origin} was made for reading only, and this takes more.`,
          `To make one that may change something, too, in its place: ${loginCommand}`,
        )
      const because = cause?.message ?? (reason === undefined ? undefined : `It says: ${reason}`)
      const message = `${origin} wants to know who is asking, and there is no credential for it.`
      return authError(
        'no_credentials',
        because === undefined ? message : `${message} ${because}`,
        logIn,
        cause,
      )
    },
    rejected({ source }, { reason, where }) {
      const what = source === 'login' ? 'the login' : `the credential of ${where}`
      const said = reason === undefined ? '' : ` It says: ${reason}`
      return authError(
        'rejected',
        `${origin} refuses ${what}.${said}`,
        source === 'login' ? logIn : replace(where),
      )
    },
    cancelled: () => authError('cancelled', 'It was cancelled.', 'Start it again when you want to.'),
    codeRequired: () =>
      authError(
        'code_required',
        `${origin} wants a one-time code for this, and nobody can be asked for one here.`,
        'Run it again in a terminal, or use a key of the organization in CI.',
      ),
    codeCancelled: () =>
      authError('code_cancelled', 'No one-time code was given.', 'Run it again with a code at hand.'),
    tooManyCodes: () =>
      authError(
        'too_many_codes',
        `${origin} took none of the one-time codes.`,
        'Check the clock of the device that makes them, wait for the next code, and run it again.',
      ),
  }

  function replace(where: string): string {
    const variable = /^LATCHKEY_TOKEN\w*$/.test(where)
    return variable
      ? `Set ${where} to a token that is good, or unset it and run: ${loginCommand}`
      : `Put a token that is good in its place, or take it away and run: ${loginCommand}`
  }
}
