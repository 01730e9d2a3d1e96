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
  size: 'Größe',
  published: 'Veröffentlicht',
  by: 'Durch',
  withKey: (publisher, key) => `${publisher}, mit dem Schlüssel „${key}“`,
  withLogin: (publisher, login) => `${publisher}, mit dem Login „${login}“`,
  from: 'Von',
  yankDone: 'Die Version ist zurückgezogen.',
  restoreDone: 'Die Version ist zurückgeholt.',
  deleteDone: 'Es ist gelöscht.',
  deleteTitle: what => `${what}?`,
  deleteConfirm:
    'Das lässt sich nicht rückgängig machen, und keine Datei heißt je wieder so. Um nur die Installation zu verhindern, genügt Zurückziehen, und das lässt sich rückgängig machen.',
  keep: 'Behalten',
}
