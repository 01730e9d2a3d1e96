/** Why an account stays as it is. */
import { refuse } from '@latchkey/tokens'

export const unknownAccount = refuse(
  'unknown_account',
  'There is no such account.',
  'Check the name: one that was deleted does not come back.',
)

export const accountDisabled = refuse(
  'account_disabled',
  'This account is disabled, so nobody signs in to it.',
  'Enable it first: npx latchkey-server account enable NAME',
)

export const lastAdministrator = refuse(
  'last_administrator',
  'This is the last administrator who can act, and the server always has one.',
  'Let another account run the server first: npx latchkey-server account administrator NAME --grant',
)
