/** Packages: versions, files, and what becomes of them. */
import { html, type Part } from '../../layout/markup.ts'

export const packages = {
  none: 'Nothing of it is published. The name stays this repository’s own.',
  versionLabel: (version: string) => `Version ${version}`,
  yanked: 'yanked',
  yankedOn: (day: Part) => html`Yanked ${day}. Installers pass over it unless it is asked for by itself.`,
  yankedBecause: (day: Part, reason: Part) =>
    html`Yanked ${day}: ${reason}. Installers pass over it unless it is asked for by itself.`,
  deleteVersion: (version: string) => `Delete version ${version}`,
  restoreVersion: (version: string) => `Restore version ${version}`,
  yankVersion: (version: string) => `Yank version ${version}`,
  why: 'Why',
  whyHint: 'Shown to whoever installs it all the same. It can be undone.',
  yank: 'Yank it',
  delete: 'Delete',
  deleteFile: (filename: string) => `Delete ${filename}`,
  size: 'Size',
  published: 'Published',
  by: 'By',
  withKey: (publisher: string, key: string) => `${publisher}, with the key “${key}”`,
  withLogin: (publisher: string, login: string) => `${publisher}, with the login “${login}”`,
  from: 'From',
  yankDone: 'The version is yanked.',
  restoreDone: 'The version is restored.',
  deleteDone: 'It is deleted.',
  deleteTitle: (what: string) => `${what}?`,
  deleteConfirm:
    'It cannot be undone, and no file is ever called so again. To keep installers from it, yanking does, and can be undone.',
  keep: 'Keep it',
}
