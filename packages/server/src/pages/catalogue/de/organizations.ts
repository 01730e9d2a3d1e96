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
  none: 'Es gibt noch keines. Ein Owner legt das erste an.',
  noneButYours: link => html`Es gibt noch keines. ${link('Leg das erste an')} und lade dann etwas hoch.`,
  visibility: { private: 'nicht öffentlich lesbar', public: 'öffentlich lesbar' },
  visibilities: { private: 'nicht öffentlich', public: 'öffentlich' },
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
  none: 'Hier ist noch nichts veröffentlicht. Mit dem ersten Hochladen entsteht das Paket.',
  since: day => html`seit ${day}`,
  more: 'Weitere Pakete',
  use: 'Benutzen',
  makeKey: 'Einen Schlüssel dafür erstellen',
  visibility: 'Sichtbarkeit',
  save: 'Speichern',
}

export const members: Words['members'] = {
  title: 'Mitglieder',
  of: displayName => `Mitglieder von ${displayName}`,
  since: day => html`seit ${day}`,
  more: 'Weitere Mitglieder',
  roleOf: username => `Rolle von ${username}`,
  save: 'Speichern',
  saveRoleOf: username => `Speichern: Rolle von ${username}`,
  remove: 'Entfernen',
  removeOne: username => `Entfernen: ${username}`,
  removeTitle: username => `${username} entfernen?`,
  removeConfirm: displayName =>
    html`Die Schlüssel dieser Person erreichen sofort nichts mehr von ${displayName}, außer Paketen, die sie betreut. Die eigenen
      Schlüssel der Organisation bleiben.`,
  keep: 'Behalten',
  invite: 'Jemanden einladen',
  theirRole: 'Rolle',
  makeLink: 'Link erstellen',
  linkTitle: 'Verschick diesen Link',
  linkHint: role =>
    html`Wer ihn zuerst öffnet, tritt mit der Rolle <strong>${role}</strong> bei. Er gilt einmal, sieben Tage lang, und wird nur
      jetzt gezeigt.`,
  theLink: 'Link',
  done: 'Fertig',
  roles: {
    read: 'sieht nach und installiert',
    write: 'veröffentlicht außerdem neue und die eigenen Pakete',
    admin: 'außerdem jedes Paket und die Schlüssel der Organisation',
    owner: 'außerdem Mitglieder und Einstellungen',
  },
}

export const policy: Words['policy'] = {
  title: 'Richtlinie',
  of: displayName => `Richtlinie von ${displayName}`,
  introduction: displayName =>
    html`Was ${displayName} über Rollen hinaus verlangt. Eine Änderung gilt sofort, auf jedem Gerät.`,
  secondFactor: 'Zweiter Faktor',
  requireSecondFactor: 'Von allen verlangt',
  requireSecondFactorHint: 'wer keinen hat, sieht und tut hier nichts',
  keysNeedWindow: 'Auch bei persönlichen Schlüsseln verlangt',
  keysNeedWindowHint: 'sie ändern nur innerhalb von fünf Minuten nach einem Einmalcode etwas',
  longest: 'So viele Tage gelten Schlüssel höchstens',
  longestHint: 'Schlüssel, die für länger erstellt wurden, bewirken hier nichts. Leer: keine Grenze.',
  makers: 'Wer Schlüssel der Organisation erstellt',
  makersAre: { admin: 'Admins und Owner', owner: 'Nur Owner' },
  exchange:
    'Persönliche Schlüssel können gegen kurzlebige Tokens getauscht werden, die ihre Repositories lesen',
  exchanges: { allow: 'Ja', warn: 'Ja, mit einer Warnung', refuse: 'Nein' },
  save: 'Speichern',
  facts: {
    secondFactor: 'Zweiter Faktor von allen',
    required: 'verlangt',
    notRequired: 'nicht verlangt',
    ownKeys: 'Persönliche Schlüssel',
    needCode: 'ändern nur nach einem Einmalcode etwas',
    needNoCode: 'brauchen keinen Code',
    longest: 'Schlüssel gelten höchstens',
    noLimit: 'keine Grenze',
    days: count => `${count} ${plural(count, { one: 'Tag', other: 'Tage' })}`,
    makers: 'Ihre eigenen Schlüssel erstellen',
    makersAre: { admin: 'Admins und Owner', owner: 'nur Owner' },
    exchange: 'Persönliche Schlüssel gegen lesende Tokens tauschen',
  },
}
