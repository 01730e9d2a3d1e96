/** Organizations: members, roles, policy, repositories. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const organization: Words['organization'] = {
  you: role => `du: ${role}`,
  overview: 'Überblick',
  members: 'Mitglieder',
  keys: 'Schlüssel',
  policy: 'Richtlinie',
  events: 'Ereignisse',
  repositories: 'Repositories',
  createRepository: 'Repository anlegen',
  invitations: 'Einladungen',
  latest: 'Was zuletzt geschehen ist',
  allEvents: 'Alle Ereignisse',
  packagesIn: count => `${count.toLocaleString('de')} ${plural(count, { one: 'Paket', other: 'Pakete' })}`,
  withoutSecondFactor: (count, all, link) =>
    html`${link(`${count} von ${all} ${plural(all, { one: 'Mitglied', other: 'Mitgliedern' })}`)} ${plural(count, { one: 'hat', other: 'haben' })} keinen zweiten Faktor.`,
  numbers: {
    packages: count => plural(count, { one: 'Paket', other: 'Pakete' }),
    members: count => plural(count, { one: 'Mitglied', other: 'Mitglieder' }),
    keys: count => plural(count, { one: 'gültiger Schlüssel', other: 'gültige Schlüssel' }),
    invitations: count => plural(count, { one: 'offene Einladung', other: 'offene Einladungen' }),
  },
  none: 'Es gibt noch keines. Ein Owner legt das erste an.',
  noneButYours: link => html`Es gibt noch keines. ${link('Leg das erste an')} und lade dann etwas hoch.`,
  visibility: { private: 'nicht öffentlich', public: 'öffentlich' },
}

export const createOrganization: Words['createOrganization'] = {
  title: 'Organisation anlegen',
  introduction: 'Pakete gehören Organisationen. Du wirst ihr erster Owner.',
  name: 'Name',
  nameHint:
    'Kleinbuchstaben, Ziffern und Bindestriche. Er ist Teil jeder Adresse und lässt sich später nicht ändern.',
  displayName: 'Anzeigename',
  displayNameHint: 'Was Menschen lesen. Leer: dasselbe wie der Name.',
  button: 'Organisation anlegen',
  cancel: 'Abbrechen',
}

export const createRepository: Words['createRepository'] = {
  title: 'Repository anlegen',
  ecosystem: 'Ökosystem',
  ecosystemHint: 'Welche Clients es benutzen. Eine Organisation hat in jedem ein Repository.',
  whoReads: 'Wer es lesen darf',
  private: 'Nicht öffentlich',
  privateHint: 'Mitglieder, und Schlüssel, die es lesen dürfen',
  public: 'Öffentlich',
  publicHint: 'alle, ohne Schlüssel',
  button: 'Repository anlegen',
  cancel: 'Abbrechen',
}

export const repository: Words['repository'] = {
  packages: 'Pakete',
  firstUpload: 'Das erste Hochladen',
  none: link =>
    html`Hier ist noch nichts veröffentlicht: Mit dem ersten Hochladen entsteht das Paket. Für eine Maschine ohne Person ${link('erstelle einen Schlüssel')}.`,
  find: 'Ein Paket finden',
  search: 'Finden',
  noneSuch: (text, link) => html`Kein Paket hier hat „${text}“ im Namen. ${link('Alle ansehen')}.`,
  noMore: 'Mehr sind es nicht.',
  since: day => html`seit ${day}`,
  more: 'Weitere Pakete',
  use: 'Benutzen',
  makeKey: 'Einen Schlüssel dafür erstellen',
  visibility: 'Sichtbarkeit',
  save: 'Speichern',
  done: {
    visibility: 'Gespeichert: wer es lesen darf.',
    reserved: 'Der Name ist für dieses Repository reserviert.',
    released: 'Der Name ist aufgegeben. Andere können ihn jetzt haben.',
  },
}
