/** What a person is told of what was done to the account. In German. */
import type { Letters } from './en.ts'

export const german: Letters = {
  about: (subject, username, origin) => `${subject}: ${username}, auf ${origin}.`,
  lookAtIt:
    'Wenn du nicht weißt, warum, wende dich sofort an die Administration des Servers und sieh nach, was mit deinem Konto geschehen ist:',
  notices: {
    'account.reset_link_made': {
      subject: 'Ein Link für ein neues Passwort wurde erstellt',
      text: 'Wer den Link bekommt, legt für dein Konto ein neues Passwort fest. Er gilt einmal, einen Tag lang. Alle Browser wurden abgemeldet.',
    },
    'account.second_factor_link_made': {
      subject: 'Ein Link für ein neues Passwort und zum Entfernen des zweiten Faktors wurde erstellt',
      text: 'Wer den Link bekommt, legt für dein Konto ein neues Passwort fest und kann den zweiten Faktor entfernen. Er gilt einmal, einen Tag lang. Alle Browser wurden abgemeldet.',
    },
    'account.password_reset': {
      subject: 'Dein Passwort wurde neu festgelegt',
      text: 'Das geschah über einen Link, der einmal gilt. Alle Browser wurden abgemeldet und alle Logins beendet. Deine Schlüssel gelten weiter wie bisher.',
    },
    'account.password_changed': {
      subject: 'Dein Passwort wurde geändert',
      text: 'Alle anderen Browser wurden abgemeldet. Deine Logins und Schlüssel gelten weiter wie bisher.',
    },
    'account.disabled': {
      subject: 'Dein Konto wurde gesperrt',
      text: 'Niemand kann sich damit anmelden, und seine Logins und Schlüssel gelten nicht. Wenn es wieder freigegeben werden soll, wende dich an die Administration des Servers.',
    },
    'account.enabled': {
      subject: 'Dein Konto wurde wieder freigegeben',
      text: 'Du kannst dich anmelden, und deine Logins und Schlüssel, die noch nicht vorbei sind, gelten wieder.',
    },
    'account.deleted': {
      subject: 'Dein Konto wurde gelöscht',
      text: 'Seine E-Mail-Adresse und sein Passwort sind weg, seine Schlüssel widerrufen, seine Logins beendet, und es ist nirgends mehr Mitglied. Was damit veröffentlicht wurde, bleibt. Das ist die letzte Mail an dich.',
    },
    'account.administrator_granted': {
      subject: 'Dein Konto betreibt jetzt den Server',
      text: 'Es ist jetzt ein Administrator-Konto.',
    },
    'account.administrator_withdrawn': {
      subject: 'Dein Konto betreibt den Server nicht mehr',
      text: 'Es ist kein Administrator-Konto mehr.',
    },
  },
  forgotten: {
    subject: username => `Ein neues Passwort für ${username}`,
    text: origin =>
      `Jemand hat auf ${origin} angegeben, das Passwort deines Kontos vergessen zu haben. Wenn du das warst, leg mit dem Link unten ein neues fest. Er gilt einmal, eine Stunde lang. Dann werden alle Browser abgemeldet und alle Logins beendet; deine Schlüssel gelten weiter wie bisher.`,
    secondFactor: 'Dein zweiter Faktor bleibt: Danach wirst du nach einem Code gefragt.',
    ignore: 'Wenn du es nicht warst, musst du nichts tun: Ohne diese Mail kommt niemand weiter.',
    step: 'Neues Passwort festlegen:',
  },
}
