/** Why a code, or a second factor, is refused. */
import { refuse } from '@latchkey/tokens'
import { refuseForNow } from '../limits/index.ts'

export const invalidTotp = refuse(
  'invalid_totp',
  'This code is wrong, or was used already.',
  'Wait for the next code of your authenticator app and give that, or give a recovery code.',
)

/** Said to the credential whose own code it is that was sent again. */
export const totpRequired = refuse(
  'totp_required',
  'The code that was sent was good for five minutes, and they are over.',
  'Give the code that your authenticator app shows now.',
)

export function tooManyCodes(waitMs: number) {
  return refuseForNow(
    'too_many_requests',
    'Too many wrong codes were given for this account. A recovery code is taken at any time.',
    Math.ceil(waitMs / 1000),
  )
}

export const noSecondFactor = refuse(
  'no_second_factor',
  'This account has no second factor, so there is no code to give.',
  'Add one on the page of your account, at /account/second-factor.',
)

/** Said of six digits to an account that has passkeys only. */
export const noAuthenticator = refuse(
  'no_authenticator',
  'This account has no authenticator app, so no six digits are right.',
  'Use a passkey in a browser, at the page for it, or give a recovery code.',
)

export const secondFactorExists = refuse(
  'second_factor_exists',
  'This account has an authenticator app already.',
  'Remove that one first, at /account/second-factor.',
)

export const notBegun = refuse(
  'no_second_factor',
  'The page for this second factor is out of date, so nothing was added.',
  'Begin again, at /account/second-factor.',
)
