/** Packages: versions, files, and what becomes of them. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const packages: Words['packages'] = {
  none: 'Davon ist nichts veröffentlicht. Der Name gehört weiter diesem Repository.',
  versionLabel: version => `Version ${version}`,
  yanked: 'zurückgezogen',
  yankedOn: day =>
    html`Zurückgezogen am ${day}. Installationsprogramme übergehen sie, wenn nicht genau sie verlangt wird.`,
  yankedBecause: (day, reason) =>
    html`Zurückgezogen am ${day}: ${reason}. Installationsprogramme übergehen sie, wenn nicht genau sie verlangt wird.`,
  deleteVersion: version => `Version ${version} löschen`,
  restoreVersion: version => `Version ${version} zurückholen`,
  yankVersion: version => `Version ${version} zurückziehen`,
  why: 'Warum',
  whyHint: 'Wird allen gezeigt, die sie trotzdem installieren. Es lässt sich rückgängig machen.',
  yank: 'Zurückziehen',
  delete: 'Löschen',
  deleteFile: filename => `${filename} löschen`,
  publishedBy: (day, who) => html`Veröffentlicht am ${day} von ${who}`,
  publishedFrom: from => html`über ${from}`,
  withKey: (publisher, key) => html`${publisher} mit dem Schlüssel „${key}“`,
  withLogin: (publisher, login) => html`${publisher} mit dem Login „${login}“`,
  theDigest: 'Prüfsumme',
  versions: 'Versionen',
  olderVersions: 'Ältere Versionen',
  install: 'Installieren',
  intoMixExs: 'Trag das bei den Abhängigkeiten in mix.exs ein, wo das Repository bekannt ist:',
  done: {
    yanked: 'Die Version ist zurückgezogen.',
    restored: 'Die Version ist zurückgeholt.',
    deleted: 'Es ist gelöscht.',
    'maintainer-added': 'Dieses Konto betreut das Paket jetzt.',
    'maintainer-removed': 'Betreut das Paket nicht mehr.',
  },
  deleteTitle: what => `${what}?`,
  deleteConfirm:
    'Das lässt sich nicht rückgängig machen, und keine Datei heißt je wieder so. Um nur die Installation zu verhindern, zieh die Version zurück: Das lässt sich rückgängig machen.',
  keep: 'Behalten',

  maintainers: 'Betreut von',
  maintainersMay: 'Sie veröffentlichen dieses Paket und ziehen es zurück, unabhängig von ihrer Rolle.',
  noMaintainers: 'Von niemandem namentlich. Admins und Owner veröffentlichen es.',
  maintainsSince: day => html`seit ${day}`,
  keyCalled: name => `Schlüssel „${name}“`,
  keyMaintains: key => html`der Schlüssel „${key}“`,
  addMaintainer: 'Jemanden hinzufügen',
  username: 'Benutzername',
  usernameHint: 'Eine Rolle in der Organisation ist nicht nötig.',
  remove: 'Entfernen',
  removeMaintainer: username => `${username} entfernen`,
  removeMaintainerTitle: username => `Soll ${username} das Paket nicht mehr betreuen?`,
  removeMaintainerConfirm:
    'Ab sofort können dieses Konto, seine Schlüssel und Logins mit dem Paket nur noch, was die Rolle erlaubt.',
  removeKeyConfirm:
    'Ab sofort kann er mit dem Paket nur noch, was seine Rolle erlaubt. Er bleibt ein Schlüssel.',
  keepMaintainer: 'Behalten',
  reach: 'Wer das Paket erreicht',
}
