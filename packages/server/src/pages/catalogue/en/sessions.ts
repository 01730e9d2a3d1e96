/** The browsers that are signed in to one's account. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const sessions = {
  title: 'Browsers',
  lead: 'Where your account is signed in to these pages.',
  notLogins: (logins: (text: string) => Part) =>
    html`Programs that may act in your name are listed under ${logins('Logins')}.`,
  here: 'This browser',
  others: 'Other browsers',
  noOthers: 'Your account is signed in nowhere else.',
  signedIn: 'Signed in',
  lastSeen: 'Last seen',
  from: (address: Part) => html`from ${address}`,
  ends: 'Signs out',
  endsUnlessUsed: (when: Part) => html`${when}, unless it is used`,
  waitsForCode: 'waits for a code',
  signOut: 'Sign out',
  signOutHere: 'Sign out here',
  signOutOf: (browser: string) => `Sign out ${browser}`,
  signOutOthers: (count: number) =>
    plural(count, { one: 'Sign out the other browser', other: `Sign out all ${count} others` }),
  unknownOne:
    'Is one of them not yours? Sign it out, then change your password: whoever used it may know it.',
  changePassword: 'Change the password',
  oneDone: 'That browser is signed out.',
  othersDone: 'Every other browser is signed out.',
}
