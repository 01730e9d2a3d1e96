/** One's own second factor: added, kept, taken away. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const secondFactor = {
  title: 'Second factor',
  why: 'With one, whoever has your password still needs your phone, or another device that you own.',
  anyApp:
    'It shows a code for thirty seconds. Any will do: Aegis, Google Authenticator, 1Password and others speak the same language.',
  add: 'Add an authenticator app',
  required: (names: Part, count: number, link: (text: string) => Part) =>
    html`<strong>${names}</strong> ${plural(count, { one: 'requires', other: 'require' })} a second factor, and you have none. Until you
      add one you are refused there. ${link('Add one now')}.`,
  afterwards:
    'Keys work as before. What logged in through the browser asks for a code before it changes something, once for five minutes.',
  theApp: 'Authenticator app',
  appSince: (day: Part) => html`In use since ${day}.`,
  passkeys: (count: number) =>
    count === 0
      ? 'A passkey is unlocked by your finger, your face or a PIN, and needs no password and no code.'
      : plural(count, { one: 'You have one.', other: `You have ${count}.` }),
  toPasskeys: (count: number): string => (count === 0 ? 'Add a passkey' : 'Manage passkeys'),
  recoveryCodes: 'Recovery codes',
  left: (count: number) =>
    count === 0
      ? html`<strong>None is left.</strong> Each signs in once without the app or the passkey.`
      : html`${plural(count, { one: 'One is left.', other: `${count} of them are left.` })} Each signs in once without the app or the passkey.`,
  renew: 'Make ten new ones',
  anotherPhoneHint:
    'Another phone, or none any more? Remove it, and add it again with the app that you have now.',
  remove: 'Remove it',
  removed: 'The second factor is removed. The password alone signs in now.',
  appRemoved: 'The app is removed. Your passkeys and recovery codes are good as before.',
  removeTitle: 'Remove the authenticator app?',
  removeAppConfirm: 'Your passkeys and recovery codes are good as before.',
  removeConfirm:
    'The password alone signs in then, and the recovery codes are good for nothing. An organization that requires a second factor refuses you until you add another.',
  keep: 'Keep it',
  show: '1. Scan this with the app',
  qr: 'QR code of the secret that stands below as text',
  noCamera: (link: (text: string) => Part) =>
    html`No camera? Type the secret into the app, or ${link('open it on this device')}.`,
  theSecret: 'the secret',
  type: '2. Type the code it shows',
  sixDigits: 'Six digits',
  confirm: 'Add it',
  leave: 'Cancel',
  added: 'The second factor is added.',
  renewed: 'Your former codes no longer work.',
  keepCodes: 'Keep these recovery codes',
  keepCodesHint: (username: Part, origin: Part) =>
    html`Each signs <strong>${username}</strong> in to ${origin} once when the app or the passkey is lost. Keep them where you find them without
      your phone. <strong>They are shown this once.</strong>`,
  theCodes: 'the recovery codes',
  print: 'Print them',
  save: 'Save as a file',
  kept: 'I have kept them where I find them without my phone',
  leaveCodes: 'Continue',
  keptDone: 'That is all: the password alone does not sign in, and you have your recovery codes.',
}
