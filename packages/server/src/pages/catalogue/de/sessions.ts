/** The browsers that are signed in to one's account. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const sessions: Words['sessions'] = {
  title: 'Browser',
  lead: 'Wo du auf diesen Seiten mit deinem Konto angemeldet bist.',
  notLogins: logins => html`Programme, die in deinem Namen handeln dürfen, stehen unter ${logins('Logins')}.`,
  here: 'Dieser Browser',
  others: 'Andere Browser',
  noOthers: 'Dein Konto ist sonst nirgends angemeldet.',
  signedIn: 'Angemeldet',
  lastSeen: 'Zuletzt gesehen',
  from: address => html`von ${address}`,
  ends: 'Wird abgemeldet',
  endsUnlessUsed: when => html`${when}, wenn er nicht benutzt wird`,
  waitsForCode: 'wartet auf einen Code',
  signOut: 'Abmelden',
  signOutHere: 'Hier abmelden',
  signOutOf: browser => `Abmelden: ${browser}`,
  signOutOthers: count =>
    plural(count, { one: 'Den anderen Browser abmelden', other: `Alle ${count} anderen abmelden` }),
  unknownOne:
    'Ist einer davon nicht deiner? Melde ihn ab und ändere dann dein Passwort: Wer ihn benutzt hat, kennt es vielleicht.',
  changePassword: 'Passwort ändern',
  oneDone: 'Der Browser ist abgemeldet.',
  othersDone: 'Alle anderen Browser sind abgemeldet.',
}
