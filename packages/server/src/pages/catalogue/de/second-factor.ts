/** One's own second factor: added, kept, taken away. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const secondFactor: Words['secondFactor'] = {
  title: 'Zweiter Faktor',
  why: 'Wer dein Passwort hat, braucht dann noch dein Telefon oder ein anderes Gerät, das dir gehört.',
  anyApp:
    'Sie zeigt dreißig Sekunden lang einen Code. Jede ist geeignet: Aegis, Google Authenticator, 1Password und andere sprechen dieselbe Sprache.',
  add: 'Authenticator\u2011App hinzufügen',
  required: (names, count, link) =>
    html`<strong>${names}</strong> ${plural(count, { one: 'verlangt', other: 'verlangen' })} einen zweiten Faktor, und du hast keinen. Bis
      du einen hinzufügst, wirst du dort abgewiesen. ${link('Jetzt hinzufügen')}.`,
  afterwards:
    'Schlüssel gelten weiter wie bisher. Was sich über den Browser eingeloggt hat, verlangt einen Code, bevor es etwas ändert, einmal für fünf Minuten.',
  theApp: 'Authenticator-App',
  appSince: day => html`In Gebrauch seit ${day}.`,
  passkeys: count =>
    count === 0
      ? 'Ein Passkey wird mit Finger, Gesicht oder PIN entsperrt und braucht weder Passwort noch Code.'
      : plural(count, { one: 'Du hast einen.', other: `Du hast ${count}.` }),
  toPasskeys: count => (count === 0 ? 'Passkey hinzufügen' : 'Passkeys verwalten'),
  recoveryCodes: 'Wiederherstellungscodes',
  left: count =>
    count === 0
      ? html`<strong>Davon ist keiner mehr übrig.</strong> Mit jedem kannst du dich einmal ohne App und Passkey anmelden.`
      : html`${plural(count, { one: 'Davon ist noch einer übrig.', other: `Davon sind noch ${count} übrig.` })} Mit jedem kannst du dich einmal ohne App und Passkey anmelden.`,
  renew: 'Zehn neue erzeugen',
  anotherPhoneHint:
    'Ein anderes Telefon, oder gar keines mehr? Entferne sie und füg sie mit der App, die du jetzt hast, wieder hinzu.',
  remove: 'Entfernen',
  removed: 'Der zweite Faktor ist entfernt. Jetzt reicht das Passwort allein zum Anmelden.',
  appRemoved: 'Die App ist entfernt. Deine Passkeys und Wiederherstellungscodes gelten weiter.',
  removeTitle: 'Authenticator\u2011App entfernen?',
  removeAppConfirm: 'Deine Passkeys und Wiederherstellungscodes gelten weiter.',
  removeConfirm:
    'Dann reicht das Passwort allein zum Anmelden, und die Wiederherstellungscodes sind wertlos. Eine Organisation, die einen zweiten Faktor verlangt, weist dich ab, bis du wieder einen hinzufügst.',
  keep: 'Behalten',
  show: '1. Scanne das mit der App',
  qr: 'QR-Code des Geheimnisses, das darunter als Text steht',
  noCamera: link =>
    html`Keine Kamera? Tipp das Geheimnis in die App ein, oder ${link('öffne es auf diesem Gerät')}.`,
  theSecret: 'Geheimnis',
  type: '2. Gib ihren Code ein',
  sixDigits: 'Sechs Ziffern',
  confirm: 'Hinzufügen',
  leave: 'Abbrechen',
  added: 'Der zweite Faktor ist hinzugefügt.',
  renewed: 'Deine bisherigen Codes gelten nicht mehr.',
  keepCodes: 'Bewahre diese Codes auf',
  keepCodesHint: (username, origin) =>
    html`Mit jedem kann sich <strong>${username}</strong> einmal bei ${origin} anmelden, wenn App oder Passkey verloren sind. Bewahre sie
      dort auf, wo du sie auch ohne dein Telefon findest. <strong>Sie werden nur dieses eine Mal gezeigt.</strong>`,
  theCodes: 'Wiederherstellungscodes',
  print: 'Drucken',
  save: 'Als Datei speichern',
  kept: 'Ich habe sie dort aufbewahrt, wo ich sie auch ohne mein Telefon finde',
  leaveCodes: 'Weiter',
  keptDone:
    'Das war alles: Das Passwort allein reicht nicht zum Anmelden, und deine Wiederherstellungscodes hast du.',
}
