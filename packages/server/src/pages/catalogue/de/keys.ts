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
  revoke: 'Widerrufen',
  revokeOne: name => `Widerrufen: ${name}`,
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
  tightenHint: 'Auf weniger Pakete, auf Netze oder auf weniger Tage. Wieder erlaubt wird nichts.',
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

export const keyForm: Words['keyForm'] = {
  title: 'Schlüssel erstellen',
  lead: 'Ein Schlüssel darf, was in seinen Zeilen steht, und sonst nichts – und nie mehr als du selbst.',
  check: 'Prüfen',
  name: 'Name',
  nameHint: 'Wo er benutzt wird: „Laptop“, „Release-Workflow von widget“.',
  role: 'Rolle',
  roleHint:
    'Was der Schlüssel für die Organisation ist. Seine Zeilen schränken das weiter ein; die Rolle bleibt, wie sie jetzt ist.',
  mayDo: 'Was er darf',
  row: number => `Zeile ${number}`,
  may: 'Er darf',
  where: 'Wo',
  whereHint: 'Ein Repository, oder alle.',
  everythingReachable: 'Alles, was ich erreiche, jetzt und später',
  everyRepository: organization => `Jedes Repository von ${organization}`,
  package: 'Paket',
  packageHint: 'Ein Name, den es noch nicht geben muss. Leer: jedes Paket dort.',
  addRow: 'Weitere Zeile',
  removeRow: number => `Zeile ${number} entfernen`,
  untilAndFrom: 'Bis wann, und von wo',
  howLong: 'Wie lange er gilt',
  expiries: {
    '30': '30 Tage',
    '90': '90 Tage',
    '365': '1 Jahr',
    date: 'Bis zu einem Tag meiner Wahl',
    never: 'Läuft nie ab',
  },
  day: 'Tag, falls du einen wählst',
  neverHint:
    'Ein Schlüssel, der nie abläuft, gilt, bis jemand daran denkt, ihn zu widerrufen, auch wenn er bekannt geworden ist.',
  networks: 'Nur aus diesen Netzen',
  networksHint: 'Eines pro Zeile, wie 10.0.0.0/8 oder 2001:db8::/32. Leer: von überall.',
  make: 'Schlüssel erstellen',
  inWords: 'In Worten sagen, was er darf',
  cancel: 'Abbrechen',
  expiresOn: day => html`Er läuft am ${day} ab.`,
  neverExpires: 'Er läuft nie ab: Er gilt, bis ihn jemand widerruft.',
  choices: {
    read: { label: 'Lesen', hint: 'installieren: Index, Metadaten, Dateien' },
    publish: { label: 'Veröffentlichen', hint: 'neue Dateien und Versionen hochladen' },
    retire: { label: 'Zurückziehen', hint: 'eine Version verbergen (yank) oder zurückholen' },
    delete: { label: 'Löschen', hint: 'endgültig entfernen' },
    maintain: { label: 'Betreuen', hint: 'ändern, wer es betreut' },
    administer: { label: 'Verwalten', hint: 'Mitglieder, Schlüssel und Einstellungen' },
    account: {
      label: 'Meine Schlüssel verwalten',
      hint: 'sie erstellen, auflisten und widerrufen',
    },
  },
}

export const keyProblems: Words['keyProblems'] = {
  name: 'Gib dem Schlüssel einen Namen, damit du ihn in der Liste wiedererkennst.',
  role: 'Wähl die Rolle des Schlüssels.',
  nothing: 'Sag, was er höchstens darf, von wo, oder bis wann.',
  noRow: 'Kreuz mindestens eines an, das der Schlüssel darf.',
  emptyRow: 'Kreuz mindestens eines an, das der Schlüssel hier darf.',
  organizational: choice =>
    `Bei „${choice}“ geht es um eine ganze Organisation: Wähl „Jedes Repository von ...“ und kein Paket.`,
  packageWhere: 'Wähl das Repository, in dem dieses Paket ist.',
  package: 'Schreib einen Paketnamen so, wie es seine Clients tun, ohne Leerzeichen: widget.',
  day: 'Wähl einen Tag, geschrieben wie 2027-02-19.',
  dayPassed: 'Wähl einen Tag, der noch nicht vorbei ist.',
}

export const keyMade: Words['keyMade'] = {
  title: name => `„${name}“ ist erstellt`,
  copyNow: html`<strong>Kopier ihn jetzt.</strong> Er wird nur dieses eine Mal gezeigt: Der Server behält ihn nicht.`,
  theKey: 'Schlüssel',
  neverExpires: 'Er läuft nie ab.',
  use: 'Benutzen',
  copied: 'Ich habe ihn kopiert',
  another: 'Noch einen erstellen',
}

export const tightenKey: Words['tightenKey'] = {
  title: name => `„${name}“ weiter einschränken`,
  lead: 'Was du hier festlegst und was unten steht, muss es dann beides erlauben, ab sofort und für jedes Token, das daraus entstanden ist. Wieder erlaubt wird nichts.',
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
  usedFor: (name, done) => html`${name}: ${done.length === 0 ? 'benutzt' : done.join(', ')}`,
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
