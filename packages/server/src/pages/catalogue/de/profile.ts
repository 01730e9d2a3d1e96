/** One's own account at a glance; its address, its password, and what is done where that was forgotten. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const account: Words['account'] = {
  title: 'Mein Konto',
  profile: 'Profil',
  username: 'Benutzername',
  usernameStays: 'Er bleibt, wie er ist: Pakete und Ereignisse nennen ihn.',
  email: 'E-Mail',
  verified: 'bestätigt',
  unverified: 'nicht bestätigt',
  unverifiedTold: (address, link) =>
    html`<strong>${address}</strong> ist nicht bestätigt. Ein vergessenes Passwort lässt sich erst per Mail ersetzen, wenn du den Link
      öffnest, der dorthin ging. ${link('Noch einmal senden')}`,
  waitingFor: address => html`Bei ${address} wartet ein Link auf dich.`,
  change: 'Ändern',
  way: (does, what) => `${does}: ${what}`,
  language: 'Sprache',
  languageHint: 'Dieser Seiten, und der Mails an dich.',
  useLanguage: 'Verwenden',
  signingIn: 'Anmeldung',
  password: 'Passwort',
  passwordTold: 'Du brauchst es zum Anmelden und vor wichtigen Änderungen.',
  secondFactor: 'Zweiter Faktor',
  secondFactorActive: 'An: Das Passwort allein reicht nicht zum Anmelden.',
  secondFactorMissing: 'Noch keiner: Das Passwort allein reicht zum Anmelden.',
  secondFactorAdvised: link =>
    html`Wer dein Passwort erfährt, kann sich als du anmelden. ${link('Füg einen zweiten Faktor hinzu')}, dann nicht mehr.`,
  add: 'Hinzufügen',
  manage: 'Verwalten',
  passkeys: 'Passkeys',
  passkeysTold: 'Anmelden mit Fingerabdruck, Gesicht oder Sicherheitsschlüssel.',
  access: 'Zugang und Ereignisse',
  browsers: 'Browser',
  browsersTold: 'Wo du auf diesen Seiten angemeldet bist.',
  logins: 'Logins',
  loginsTold: 'Programme, denen du Zugang gegeben hast, jedes auf seinem Gerät.',
  keys: 'Schlüssel',
  keysTold: 'Was du Programmen zum Behalten gegeben hast.',
  events: 'Ereignisse',
  eventsTold: 'Was mit deinem Konto geschehen ist, und was damit getan wurde.',
  look: 'Ansehen',
  leaving: 'Abschied',
  all: 'Das Konto',
  leavingTold: 'Wird endgültig gelöscht. Was du veröffentlicht hast, bleibt.',
  delete: 'Löschen',
  browserOn: (browser, system) => `${browser} auf ${system}`,
  namelessBrowser: 'Ein Browser ohne Namen',
  passwordDone: 'Das Passwort ist geändert, und alle anderen Browser sind abgemeldet.',
  emailDone: 'Die Adresse ist bestätigt. Mail zu deinem Konto geht dorthin.',
  languageDone: 'Seiten und Mails sprechen jetzt diese Sprache mit dir.',
}

export const deleteOwn: Words['deleteOwn'] = {
  title: 'Dein Konto endgültig löschen?',
  whatGoes:
    'Deine E-Mail-Adresse, dein Passwort und alles andere Persönliche wird gelöscht. Deine Schlüssel werden widerrufen, deine Logins enden, und du bist nirgends mehr Mitglied und betreust kein Paket mehr.',
  whatStays:
    'Was du veröffentlicht hast, bleibt, unter deinem Namen, den niemand sonst bekommt. Es gibt keinen Weg zurück.',
  typeName: username => `Gib zur Bestätigung ${username} ein`,
  button: 'Mein Konto löschen',
  keep: 'Behalten',
}

export const ownPassword: Words['ownPassword'] = {
  title: 'Passwort ändern',
  lead: 'Alle anderen Browser werden abgemeldet. Logins und Schlüssel gelten weiter wie bisher.',
  current: 'Bisheriges Passwort',
  wrong: 'Das ist nicht das bisherige Passwort.',
  button: 'Passwort ändern',
  leave: 'So lassen',
  forgotten: link => html`${link('Das bisherige vergessen?')}`,
}

export const ownEmail: Words['ownEmail'] = {
  title: 'E-Mail-Adresse',
  now: address => html`Mail zu deinem Konto geht an <strong>${address}</strong>.`,
  unverified:
    'Den Link, der dorthin ging, hat noch niemand geöffnet. Hinweise gehen trotzdem dorthin; ein vergessenes Passwort lässt sich nur über eine bestätigte Adresse ersetzen.',
  waiting: address =>
    html`Ein Link ging an <strong>${address}</strong>. Öffne ihn innerhalb eines Tages, hier angemeldet: Dann geht die Mail dorthin. Bis
      dahin ändert sich nichts.`,
  sendAgain: 'Link noch einmal senden',
  email: 'Neue Adresse',
  emailHint: 'Dorthin geht ein Link, und ein Hinweis an die Adresse, die du jetzt hast.',
  button: 'Link senden',
  leave: 'So lassen',
  verifyTitle: 'Ist das deine Adresse?',
  verify: (address, username) =>
    html`Ab jetzt geht Mail zu <strong>${username}</strong> an <strong>${address}</strong>.`,
  yes: 'Ja, das ist meine',
  no: 'Nein, so lassen',
}

export const forgot: Words['forgot'] = {
  title: 'Passwort vergessen?',
  lead: 'Sag, wer du bist. Wenn wir eine Adresse von dir kennen, geht dorthin ein Link für ein neues Passwort.',
  whose: 'Benutzername oder E-Mail-Adresse',
  button: 'Link senden',
  back: link => html`Doch wieder eingefallen? ${link('Melde dich an')}`,
  sentTitle: 'Sieh in dein Postfach',
  sent: 'Wenn das hier ein Konto mit einer bestätigten Adresse ist, ist eine Mail dorthin unterwegs. Der Link darin gilt einmal, eine Stunde lang.',
  nothing: 'Nach ein paar Minuten ist nichts da?',
  reasons: [
    'Sieh im Spam-Ordner nach.',
    'Prüf, wie der Name geschrieben wird, und frag noch einmal.',
    'Bitte die Administration dieses Servers um einen Link.',
  ],
  again: 'Noch einmal fragen',
}

export const reset: Words['reset'] = {
  title: 'Neues Passwort festlegen',
  introduction: username =>
    html`Für das Konto <strong>${username}</strong>. Alle Browser, die damit angemeldet sind, werden abgemeldet, und alle
      Programme müssen sich neu einloggen; seine Schlüssel gelten weiter wie bisher.`,
  removeSecondFactor: 'Auch den zweiten Faktor entfernen',
  removeSecondFactorHint: 'Falls die App verloren ist, und die Wiederherstellungscodes mit ihr.',
  button: 'Passwort festlegen',
}
