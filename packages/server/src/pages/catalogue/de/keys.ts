/** Keys: listed, made, shown once, changed, revoked. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const keys: Words['keys'] = {
  ofPerson: 'Meine Schlüssel',
  ofOrganization: displayName => `Schlüssel von ${displayName}`,
  make: 'Schlüssel erstellen',
  none: html`<strong>Noch keine Schlüssel.</strong> Ein Schlüssel gibt twine, pip und anderen Zugang, genau für das, was in ihm
    steht.`,
  makeFirst: 'Den ersten erstellen',
  tick: name => `${name} ankreuzen`,
  revokeTicked: 'Angekreuzte widerrufen',
  mayDo: 'Darf',
  role: 'Rolle',
  created: 'Erstellt',
  expires: 'Läuft ab',
  lastUsed: 'Zuletzt benutzt',
  revokedSince: when => html`widerrufen ${when}`,
  expiredSince: when => html`abgelaufen ${when}`,
  never: 'nie',
  oneRevoked: 'Der Schlüssel ist widerrufen, und mit ihm jedes Token, das daraus entstanden ist.',
  severalRevoked: 'Die Schlüssel sind widerrufen, und mit ihnen jedes Token, das daraus entstanden ist.',
  renamed: 'Der Schlüssel hat seinen neuen Namen.',
  tightened: 'Der Schlüssel ist weiter eingeschränkt, und mit ihm jedes Token, das daraus entstanden ist.',
}

export const keyPage: Words['keyPage'] = {
  title: name => `Schlüssel „${name}“`,
  rotated: link => html`Er wurde rotiert: ${link('Ein anderer Schlüssel')} ist an seine Stelle getreten.`,
  name: 'Name',
  changes: 'Ändern',
  attention: {
    expiring: 'Er läuft bald ab. Rotiere ihn und setz den neuen Schlüssel an seine Stelle.',
    'too-wide': 'Er darf mehr, als die meisten Schlüssel brauchen. Schränk ihn auf das ein, wofür er da ist.',
    stale: 'Er wurde lange nicht benutzt. Widerrufe ihn, wenn ihn niemand mehr braucht.',
    'never-used': 'Er wurde nie benutzt. Widerrufe ihn, wenn ihn niemand braucht.',
  },
  rename: 'Umbenennen',
  renameHint: 'Sein Text bleibt derselbe, und auch, was er darf.',
  renameButton: 'So nennen',
  rotate: 'Rotieren',
  rotateHint: 'Erstellt einen neuen Schlüssel, der dasselbe noch einmal so lange darf, und zeigt ihn einmal.',
  overlap: 'Dieser Schlüssel gilt',
  overlapHint: 'Nie länger, als er ohnehin gegolten hätte.',
  overlaps: {
    '24': 'noch einen Tag',
    '168': 'noch eine Woche',
    '1': 'noch eine Stunde',
    '0': 'keinen Moment länger: er ist bekannt geworden',
  },
  rotateButton: 'Schlüssel rotieren',
  tighten: 'Weiter einschränken',
  tightenHint: 'Auf weniger Pakete, auf Netze oder auf weniger Tage. Das lässt sich nicht rückgängig machen.',
  revoke: 'Widerrufen',
  revokeHint:
    'Er gilt sofort nicht mehr, und mit ihm jedes Token daraus. Das lässt sich nicht rückgängig machen.',
  usage: 'Benutzt für',
  allUsage: 'Alles, wofür er benutzt wurde',
  events: 'Was mit ihm geschah',
  nothingYet: 'Noch nichts.',
  action: 'Aktion',
  where: 'Wo',
  client: 'Client',
  network: 'Netz',
  times: 'Anzahl',
  unknown: 'unbekannt',
  published: 'Damit veröffentlicht',
  nothingThere: 'Nichts, was noch da ist.',
  publishedFile: (what, filename, day) => html`${what}: ${filename}, ${day}`,
  more: 'Davor gibt es noch mehr: Die API listet alles auf.',
}

export const keyUsage: Words['keyUsage'] = {
  title: name => `Wofür „${name}“ benutzt wurde`,
  lead: 'Nach Tagen, in UTC. Was abgelehnt wurde, steht unter den Ereignissen.',
  everything: 'Alles',
  nothing: 'Nichts dergleichen.',
  earlier: 'Davor',
}

export const keyMade: Words['keyMade'] = {
  title: name => `„${name}“ ist erstellt`,
  rotatedTitle: name => `„${name}“ ist rotiert`,
  oldEnds: when =>
    html`<strong>Der alte Schlüssel gilt ${when} nicht mehr.</strong> Setz bis dahin diesen an seine Stelle.`,
  oldEnded: html`<strong>Der alte Schlüssel gilt nicht mehr.</strong> Setz diesen an seine Stelle.`,
  copyNow: html`<strong>Kopier ihn jetzt.</strong> Er wird nur dieses eine Mal gezeigt: Der Server behält ihn nicht.`,
  theKey: 'Schlüssel',
  neverExpires: 'Er läuft nie ab.',
  use: 'Benutzen',
  copied: 'Ich habe ihn kopiert',
  another: 'Noch einen erstellen',
}

export const tightenKey: Words['tightenKey'] = {
  title: name => `„${name}“ weiter einschränken`,
  lead: 'Der Schlüssel darf dann nur noch, was er jetzt darf und was du hier außerdem erlaubst. Das gilt sofort, auch für jedes Token, das daraus entstanden ist, und lässt sich nicht rückgängig machen.',
  until: 'Höchstens bis zum Ende dieses Tages',
  button: 'Einschränken',
  leave: 'So lassen',
}

export const revokeKeys: Words['revokeKeys'] = {
  ofOne: name => `„${name}“ widerrufen`,
  ofSeveral: count => `${count} Schlüssel widerrufen`,
  question: what => `${what}?`,
  leadOne:
    'Er gilt sofort nicht mehr, und mit ihm jedes Token, das daraus entstanden ist. Das lässt sich nicht rückgängig machen.',
  leadSeveral:
    'Sie gelten sofort nicht mehr, und mit ihnen jedes Token, das daraus entstanden ist. Das lässt sich nicht rückgängig machen.',
  used: 'In Gebrauch: das geschah in den letzten sieben Tagen',
  usedFor: (name, done) => html`${name}: ${done}`,
  usedAtAll: 'benutzt',
  notUsed: count =>
    plural(count, {
      one: 'Er wurde in den letzten sieben Tagen nicht benutzt.',
      other: 'Keiner von ihnen wurde in den letzten sieben Tagen benutzt.',
    }),
  typeNumber: count => `Um fortzufahren, schreib, wie viele Schlüssel es sind: ${count}`,
  typeName: name => `Um fortzufahren, schreib den Namen des Schlüssels: ${name}`,
  notNumber: count => `Schreib hier ${count}, wenn du sie wirklich alle widerrufen willst.`,
  notName: name => `Schreib hier ${name}, wenn du diesen Schlüssel meinst.`,
  keepOne: 'Behalten',
  keepSeveral: 'Behalten',
}
