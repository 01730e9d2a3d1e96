/** Passkeys: used in the place of a password and a code, and one's own. */
import { html, type Part } from '../../layout/markup.ts'

export const passkeys = {
  title: 'Passkeys',
  why: 'A passkey is kept by your phone, your computer or a key on your key ring, and unlocked there by your finger, your face or a PIN. It signs you in without the password and without a code.',
  otherWay: (link: (text: string) => Part) =>
    html`It counts as your second factor: after the password, too, you are asked for it, or for a code of your
      ${link('authenticator app or your recovery codes')}.`,
  none: 'You have none yet. No site but this one can ask for it, so it cannot be phished.',
  another: 'One on a second device keeps you from being locked out when the first is lost.',
  add: 'Add a passkey',
  howTo: 'Your browser asks where to keep it, and to unlock it once.',
  name: 'Name',
  nameHint: 'Such as the device that it is on.',
  make: 'Make the passkey',
  leave: 'Leave it',
  codesAdded: 'The passkey is added.',
  added: (day: Part) => html`added ${day}`,
  lastUsed: (when: Part) => html`last used ${when}`,
  neverUsed: 'never used',
  synced: 'synced',
  syncedHint: 'Kept in more places than one, such as the cloud of a password manager.',
  onOneDevice: 'on one device',
  onOneDeviceHint: 'It lives on one device and is lost with it.',
  rename: 'Rename',
  renameOf: (name: string) => `Rename ${name}`,
  remove: 'Remove',
  removeOf: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove the passkey ${name}?`,
  removeOne: 'It signs in no more. The others, the authenticator app and the recovery codes stay.',
  removeLast:
    'It is your only second factor: the password alone signs in then, and the recovery codes are good for nothing. An organization that requires a second factor refuses you until you add another.',
  removeThere: 'The device or the password manager still shows it. Remove it there too.',
  keep: 'Keep it',
  done: {
    added: 'The passkey is added.',
    renamed: 'It is renamed.',
    removed: 'The passkey is removed.',
    reset: 'Your password is new. These passkeys sign in as before: remove any that is not yours.',
  },
  use: 'Use a passkey',
  signIn: 'Sign in with a passkey',
  or: 'or',
  needsScript: 'A passkey needs JavaScript. Without it, give a code of the app or a recovery code.',
  needsScriptToSignIn: 'A passkey needs JavaScript. Without it, use the password.',
  needsScriptToAdd:
    'Browsers make passkeys with JavaScript only, which is off here. An authenticator app works without it.',
  unsupported: 'This browser is too old for passkeys here. Use another way, or update it.',
  notUsed: 'No passkey was used. Try again, or use another way.',
  knownHere: 'This device has a passkey for this account already.',
}
