/** One's own account at a glance; its address, its password, and what is done where that was forgotten. */
import { html, type Part } from '../../layout/markup.ts'

type Link = (text: string) => Part

export const account = {
  title: 'My account',
  profile: 'Profile',
  username: 'Username',
  usernameStays: 'It stays as it is: packages and events name it.',
  email: 'E-mail',
  verified: 'verified',
  unverified: 'not verified',
  unverifiedTold: (address: Part, link: Link) =>
    html`<strong>${address}</strong> is not verified. A forgotten password cannot be set anew by mail until you open the link that was
      sent there. ${link('Send it again')}`,
  waitingFor: (address: Part) => html`A link waits for you at ${address}.`,
  change: 'Change',
  way: (does: string, what: string) => `${does}: ${what}`,
  language: 'Language',
  languageHint: 'Of these pages, and of what is mailed to you.',
  useLanguage: 'Use it',
  signingIn: 'Signing in',
  password: 'Password',
  passwordTold: 'Asked for when you sign in, and before weighty changes.',
  secondFactor: 'Second factor',
  secondFactorActive: 'On: the password alone does not sign in.',
  secondFactorMissing: 'None yet: the password alone signs in.',
  secondFactorAdvised: (link: Link) =>
    html`Whoever learns your password can sign in as you. ${link('Add a second factor')}, and they cannot.`,
  add: 'Add one',
  manage: 'Manage',
  passkeys: 'Passkeys',
  passkeysTold: 'Sign in with a fingerprint, a face or a security key.',
  access: 'Access and events',
  browsers: 'Browsers',
  browsersTold: 'Where you are signed in to these pages.',
  logins: 'Logins',
  loginsTold: 'Programs that you let in, each on its device.',
  keys: 'Keys',
  keysTold: 'What you gave to programs to keep.',
  events: 'Events',
  eventsTold: 'What happened to your account, and what was done with it.',
  look: 'See',
  leaving: 'Leaving',
  all: 'The account',
  leavingTold: 'Deleted for good. What you published stays.',
  delete: 'Delete',
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  namelessBrowser: 'A browser without a name',
  passwordDone: 'The password is changed, and every other browser signed out.',
  emailDone: 'The address is verified. Mail about your account goes there.',
  languageDone: 'Pages and mail speak this language to you now.',
}

export const deleteOwn = {
  title: 'Delete your account for good?',
  whatGoes:
    'Your e-mail address, your password and everything else that is personal goes. Your keys are revoked, your logins end, and you are a member and maintainer of nothing.',
  whatStays:
    'What you published stays, under your name, which is given to nobody else. There is no way back.',
  typeName: (username: string) => `Type ${username} to confirm`,
  button: 'Delete my account',
  keep: 'Keep it',
}

export const ownPassword = {
  title: 'Change the password',
  lead: 'Every other browser is signed out. Logins and keys work as before.',
  current: 'Current password',
  wrong: 'This is not the current password.',
  button: 'Change the password',
  leave: 'Leave it as it is',
  forgotten: (link: Link) => html`${link('Forgot the current one?')}`,
}

export const ownEmail = {
  title: 'E-mail address',
  now: (address: Part) => html`Mail about your account goes to <strong>${address}</strong>.`,
  unverified:
    'Nobody has opened the link yet that was sent there. Notices are sent there all the same; a forgotten password is set anew by a verified address only.',
  waiting: (address: Part) =>
    html`A link was sent to <strong>${address}</strong>. Open it within a day, signed in here: then mail goes there. Until then nothing
      changes.`,
  sendAgain: 'Send the link again',
  email: 'New address',
  emailHint: 'A link is sent there, and a notice to the address that you have now.',
  button: 'Send the link',
  leave: 'Leave it as it is',
  verifyTitle: 'Is this your address?',
  verify: (address: Part, username: Part) =>
    html`From now on mail about <strong>${username}</strong> goes to <strong>${address}</strong>.`,
  yes: 'Yes, it is mine',
  no: 'No, leave it as it is',
}

export const forgot = {
  title: 'Forgot the password?',
  lead: 'Say who you are. If we know an address that is yours, a link for a new password is mailed there.',
  whose: 'Username or e-mail address',
  button: 'Send me the link',
  back: (link: Link) => html`It came back to you? ${link('Sign in')}`,
  sentTitle: 'Look into your mailbox',
  sent: 'If that is an account here whose address is verified, a mail is on its way to it. The link in it works once, for an hour.',
  nothing: 'Nothing came within a few minutes?',
  reasons: [
    'Look into the folder for spam.',
    'Check how the name is written, and ask again.',
    'Ask an administrator of this server for a link.',
  ],
  again: 'Ask again',
}

export const reset = {
  title: 'Set a new password',
  introduction: (username: Part) =>
    html`For the account <strong>${username}</strong>. Every browser that is signed in to it is signed out, and every program
      that was let in has to log in again; its keys work as before.`,
  removeSecondFactor: 'Remove the second factor too',
  removeSecondFactorHint: 'If the app is lost, and the recovery codes with it.',
  button: 'Set the password',
}
