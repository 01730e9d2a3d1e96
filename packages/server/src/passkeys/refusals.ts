/** Why a passkey is refused. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** One answer to everything that does not sign in, so that nobody learns which passkeys there are. */
export const unknownPasskey = refuse(
  'unknown_passkey',
  'This passkey is not known here, or does not sign in any more.',
  'Use another one, or the password.',
)

export const challengeOver = refuse(
  'passkey_too_late',
  'The passkey was asked for more than five minutes ago, in another browser, or was used already.',
  'Use it once more.',
)

export const unreadable = refuse(
  'passkey_unreadable',
  'What the browser sent for the passkey cannot be read.',
  'Reload the page and try again, in another browser if it stays so.',
)

export const copied = refuse(
  'passkey_copied',
  'This passkey has signed less often than it had before, so there may be a copy of it.',
  'Use another way to sign in, remove this passkey, and add it anew.',
)

export const passkeyExists = refuse(
  'passkey_exists',
  'This passkey is known already.',
  'Add one of another device.',
)

export const tooMany = refuse(
  'too_many_passkeys',
  'An account has twenty passkeys at most.',
  'Remove one that is not used.',
)

export const notAdded = refuse(
  'passkey_not_added',
  'This passkey could not be added: it did not ask for a finger, a face or a PIN, or was made for another site.',
  'Try again, with another device or password manager if it stays so.',
)

export const noSuchPasskey = refuse(
  'no_such_passkey',
  'This account has no such passkey.',
  'Look at those that it has, at /account/passkeys.',
)

export const invalidPasskeyName: Refusal<'invalid_passkey_name'> = refuse(
  'invalid_passkey_name',
  'A passkey’s name has 1 to 80 characters, on one line.',
  'Call it by the device that it is on.',
)
