/** Passkeys: used in the place of a password and a code, and one's own. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const passkeys: Words['passkeys'] = {
  title: 'Passkeys',
  why: 'Mit einem Passkey meldest du dich mit Finger, Gesicht oder PIN an, ohne Passwort und ohne Code.',
  otherWay: link =>
    html`Er liegt auf deinem Telefon, deinem Rechner oder einem Sicherheitsschlüssel und zählt als dein ${link('zweiter Faktor')}.`,
  none: 'Du hast noch keinen. Keine andere Seite kann nach ihm fragen, deshalb lässt er sich nicht abfischen.',
  another: 'Mit einem auf einem zweiten Gerät sperrst du dich nicht aus, wenn das erste verloren geht.',
  add: 'Passkey hinzufügen',
  howTo: 'Dein Browser fragt, wo er ihn aufbewahren soll, und lässt dich ihn einmal entsperren.',
  name: 'Name',
  nameHint: 'Zum Beispiel das Gerät, auf dem er liegt.',
  make: 'Passkey erstellen',
  leave: 'Abbrechen',
  codesAdded: 'Der Passkey ist hinzugefügt.',
  added: day => html`hinzugefügt ${day}`,
  lastUsed: when => html`zuletzt benutzt ${when}`,
  neverUsed: 'nie benutzt',
  synced: 'synchronisiert',
  syncedHint: 'Liegt an mehreren Orten, etwa in der Cloud eines Passwortmanagers.',
  onOneDevice: 'auf\u00a0einem\u00a0Gerät',
  onOneDeviceHint: 'Er liegt auf einem einzigen Gerät und geht mit ihm verloren.',
  rename: 'Umbenennen',
  renameOf: name => `${name} umbenennen`,
  remove: 'Entfernen',
  removeOf: name => `${name} entfernen`,
  removeTitle: name => `Passkey ${name} entfernen?`,
  removeOne:
    'Damit meldet sich dann niemand mehr an. Die anderen, die Authenticator-App und die Wiederherstellungscodes bleiben.',
  removeLast:
    'Er ist dein einziger zweiter Faktor: Dann reicht das Passwort allein zum Anmelden, und die Wiederherstellungscodes sind wertlos. Eine Organisation, die einen zweiten Faktor verlangt, weist dich ab, bis du wieder einen hinzufügst.',
  removeThere: 'Das Gerät oder der Passwortmanager zeigt ihn noch an. Lösch ihn auch dort.',
  keep: 'Behalten',
  done: {
    added: 'Der Passkey ist hinzugefügt.',
    renamed: 'Er ist umbenannt.',
    removed: 'Der Passkey ist entfernt.',
    reset:
      'Dein Passwort ist neu. Mit diesen Passkeys meldet man sich weiter an: Entferne jeden, der nicht dir gehört.',
  },
  use: 'Passkey benutzen',
  signIn: 'Mit einem Passkey anmelden',
  or: 'oder',
  needsScript:
    'Ein Passkey braucht JavaScript. Gib ohne JavaScript einen Code der App oder einen Wiederherstellungscode ein.',
  needsScriptToSignIn: 'Ein Passkey braucht JavaScript. Nimm ohne JavaScript das Passwort.',
  needsScriptToAdd:
    'Browser erstellen Passkeys nur mit JavaScript, und das ist hier ausgeschaltet. Eine Authenticator-App geht auch ohne.',
  unsupported: 'Dieser Browser ist zu alt für Passkeys. Nimm einen anderen Weg oder aktualisiere ihn.',
  notUsed: 'Es wurde kein Passkey benutzt. Versuch es noch einmal oder nimm einen anderen Weg.',
  knownHere: 'Auf diesem Gerät gibt es schon einen Passkey für dieses Konto.',
}
