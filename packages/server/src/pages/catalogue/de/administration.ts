/** Running the server: its health, everybody and everything on it. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const administration: Words['administration'] = {
  title: 'Verwaltung',
  sections: {
    overview: 'Überblick',
    accounts: 'Konten',
    organizations: 'Organisationen',
    clients: 'Clients',
    settings: 'Einstellungen',
    events: 'Ereignisse',
  },
  more: 'Weitere zeigen',
  search: 'Suchen',
  cancel: 'Abbrechen',
  shownOnce: 'Wird nur jetzt gezeigt: Niemand kann es später nachsehen, auch kein Administrator.',
  done: 'Fertig',
}

export const administrationOverview: Words['administrationOverview'] = {
  status: {
    ready: 'Alles läuft',
    degraded: 'Nichts lässt sich ändern',
    'not ready': 'Der Server ist nicht bereit',
  },
  statusIs: {
    ready: 'Anfragen werden beantwortet, und die Datenbank nimmt Änderungen an.',
    degraded:
      'Die Datenbank nimmt keine Änderungen an. Veröffentlichtes lässt sich weiter lesen, und Schlüssel gelten weiter.',
    'not ready': 'Die Datenbank antwortet nicht rechtzeitig, oder der Server startet oder endet gerade.',
  },
  node: 'Dieser Server',
  version: 'Version',
  since: 'Gestartet',
  processes: 'Prozesse',
  database: 'Datenbank',
  answersIn: (name, milliseconds) => `${name}, antwortet in ${milliseconds} ms`,
  answersNot: name => `${name}, antwortet nicht`,
  files: 'Veröffentlichte Dateien',
  free: size => `${size} frei`,
  mail: 'E-Mail',
  mailWaiting: count =>
    count === 0
      ? 'Nichts wartet'
      : `${count} ${plural(count, { one: 'E-Mail wartet', other: 'E-Mails warten' })}`,
  mailOldest: when => html`die älteste ist ${when} entstanden`,
  mailInFolder: 'Es ist kein Mailserver eingestellt: Jede E-Mail wird eine Datei im Datenordner.',
  mailByServer: 'Der Mailserver verschickt sie.',
  mailLate:
    'Seit über einer Stunde wartet E-Mail. Sieh nach, ob der Mailserver aus den Einstellungen erreichbar ist.',
  masterKeys: 'Hauptschlüssel',
  masterKeysAre:
    'Jedes Token ist aus einem von ihnen abgeleitet. Gewechselt werden sie durch Befehle auf dem Rechner selbst.',
  masterKeyStates: { minting: 'erzeugt neue Tokens', known: 'bekannt', withdrawn: 'außer Dienst' },
  masterKeyHere: {
    installed: 'hier vorhanden',
    missing: 'hier nicht vorhanden',
    another: 'hier gibt es unter seinem Namen einen anderen',
  },
}

export const administrationAccounts: Words['administrationAccounts'] = {
  title: 'Konten',
  invite: 'Jemanden einladen',
  beginsWith: 'Name oder E-Mail-Adresse',
  beginsWithHint: 'Der Anfang genügt.',
  show: 'Anzeigen',
  only: { all: 'alle', administrators: 'Administratoren', disabled: 'gesperrte Konten' },
  none: 'Niemand gefunden. Gib weniger ein, oder lass alle anzeigen.',
  administrator: 'Administrator',
  disabled: 'gesperrt',
  secondFactor: 'zweiter Faktor',
  noSecondFactor: 'kein zweiter Faktor',
  seen: when => html`${when} gesehen`,
  neverSeen: 'länger nicht gesehen',
  organizations: count => `${count}\u00a0${plural(count, { one: 'Organisation', other: 'Organisationen' })}`,
}

export const administrationAccount: Words['administrationAccount'] = {
  email: 'E-Mail-Adresse',
  made: 'Angelegt',
  lastSeen: 'Zuletzt gesehen',
  secondFactor: 'Zweiter Faktor',
  active: 'vorhanden',
  missing: 'keiner',
  organizations: 'Organisationen',
  noOrganization: 'In keiner Mitglied.',
  events: 'Ereignisse dieses Kontos',
  letInAgain: 'Wieder hereinlassen',
  letInAgainIs:
    'Ein Link, mit dem die Person ein neues Passwort festlegt. Er gilt einmal, einen Tag lang. Alle Browser werden sofort abgemeldet, und alle Logins enden, sobald das Passwort festgelegt ist; Schlüssel bleiben.',
  takeSecondFactor: 'Mit ihm lässt sich auch der zweite Faktor entfernen',
  takeSecondFactorHint:
    'Nur wenn die App und die Wiederherstellungscodes verloren sind: Stell sicher, dass wirklich diese Person fragt.',
  makeLink: 'Link erstellen',
  linkTitle: username => `Ein neues Passwort für ${username}`,
  linkIs: username =>
    html`Gib diesen Link <strong>${username}</strong> selbst, auf einem Weg, dem du traust.`,
  theLink: 'Link',
  backToAccount: 'Zurück zum Konto',
  signOut: 'Überall abmelden',
  signOutButton: 'Abmelden',
  signOutIs:
    'Alle Browser werden abgemeldet, und alle Logins von Programmen enden, sofort. Schlüssel bleiben.',
  administrator: 'Den Server betreiben',
  administratorIs:
    'Ein Administrator sieht diese Seiten. Allein dadurch liest und veröffentlicht er nichts von einer Organisation.',
  grant: 'Zum Administrator machen',
  withdraw: 'Nicht mehr Administrator',
  keepOut: 'Aussperren',
  keepOutIs:
    'Alle Browser werden abgemeldet, niemand meldet sich mehr an, und Schlüssel und Logins des Kontos werden innerhalb einer Sekunde abgewiesen. Das lässt sich rückgängig machen.',
  disable: 'Konto sperren',
  enable: 'Konto entsperren',
  isDisabled: when => html`Gesperrt ${when}. Niemand meldet sich an, und seine Schlüssel werden abgewiesen.`,
  delete: 'Endgültig löschen',
  deleteShort: 'Dafür muss der Name eingegeben werden. Das lässt sich nicht rückgängig machen.',
  deleteTitle: username => `${username} endgültig löschen?`,
  deleteIs:
    'Die E-Mail-Adresse, das Passwort und alles andere Persönliche wird gelöscht. Die Schlüssel werden widerrufen, und das Konto ist nirgends mehr Mitglied und betreut kein Paket mehr. Was es veröffentlicht hat, bleibt. Sein Name wird nie wieder vergeben. Es gibt keinen Weg zurück.',
  typeName: username => `Gib zur Bestätigung ${username} ein`,
  deleteButton: 'Konto löschen',
  keep: 'Behalten',
  wasDone: {
    disabled: 'Das Konto ist gesperrt.',
    enabled: 'Das Konto ist wieder entsperrt.',
    granted: 'Das Konto betreibt jetzt den Server.',
    withdrawn: 'Das Konto betreibt den Server nicht mehr.',
    'signed-out': 'Alle Browser sind abgemeldet, und alle Logins sind beendet.',
    deleted: 'Das Konto ist gelöscht.',
  },
}

export const administrationInvite: Words['administrationInvite'] = {
  title: 'Jemanden einladen',
  introduction: 'Wer den Link zuerst öffnet, legt damit ein Konto an. Er gilt einmal, sieben Tage lang.',
  administrator: 'Das Konto betreibt den Server',
  administratorHint: 'Es sieht diese Seiten, so wie du.',
  makeLink: 'Link erstellen',
  linkTitle: 'Verschick diesen Link',
  linkIs: {
    person: 'Er legt ein Konto an.',
    administrator: 'Er legt ein Konto an, das den Server betreibt.',
  },
}

export const administrationOrganizations: Words['administrationOrganizations'] = {
  title: 'Organisationen',
  create: 'Organisation anlegen',
  beginsWith: 'Name',
  none: 'Keine gefunden. Gib weniger ein, oder leg eine an.',
  since: day => html`seit ${day}`,
  made: 'Angelegt',
  owners: 'Owner',
  disabled: 'gesperrt',
  ownersAre: displayName =>
    html`Nur sie ändern Mitglieder und Einstellungen von ${displayName}. Ein Owner, der sich nicht anmelden kann, wird auf der Seite
      seines Kontos wieder hereingelassen; wenn keiner mehr antwortet, mach jemand anderen dazu.`,
  username: 'Benutzername',
  makeOwner: 'Zum Owner machen',
  makeOwnerIs:
    'Das wird in den Ereignissen der Organisation verzeichnet, für alle, die sie dort lesen dürfen.',
  quota: 'Grenzen',
  used: size =>
    html`Veröffentlicht sind jetzt ${size}. Eine Grenze gilt für alles, was von nun an veröffentlicht wird.`,
  storage: 'Alle Dateien zusammen',
  file: 'Eine Datei',
  sizeHint: 'Zum Beispiel 10 GiB oder 500 MiB. Leer: keine Grenze.',
  save: 'Speichern',
  events: 'Ereignisse dieser Organisation',
  wasDone: { owner: 'Diese Person ist jetzt Owner.', quota: 'Die Grenzen sind gespeichert.' },
  notASize:
    'Das ist keine Größe. Schreib eine ganze Zahl mit KiB, MiB, GiB oder TiB, oder lass das Feld leer.',
}

export const administrationClients: Words['administrationClients'] = {
  title: 'Clients',
  lead: 'Programme, die um Zugang bitten dürfen (OAuth). Wer ihn gibt, findet sie unter seinen Logins.',
  create: 'Client hinzufügen',
  known: 'eingebaut',
  kinds: { public: 'öffentlich', confidential: 'hat ein Geheimnis' },
  backTo: 'Schickt zurück zu',
  device: 'nur mit Gerätecode',
  remove: 'Entfernen',
  removeOne: name => `${name} entfernen`,
  removeTitle: name => `${name} entfernen?`,
  removeIs:
    'Alle seine Logins enden sofort, wer auch immer ihm Zugang gegeben hat. Seine ID bekommt nie ein anderer Client.',
  keep: 'Behalten',
  removed: 'Der Client ist entfernt, und seine Logins sind beendet.',
  name: 'Name',
  nameHint: 'Was Menschen lesen, wenn er sie um Zugang bittet.',
  redirectUris: 'Antwortadressen',
  redirectUrisHint:
    'Eine je Zeile: wohin ein Browser zurückgeschickt werden darf. Leer, wenn er sich nur mit Gerätecode einloggt.',
  confidential: 'Er kann ein Geheimnis bewahren',
  confidentialHint:
    'Ein Programm auf einem Server von dir. Was auf den Rechnern anderer läuft, kann das nicht.',
  button: 'Client hinzufügen',
  madeTitle: name => `${name} ist hinzugefügt`,
  id: 'Seine ID',
  theId: 'ID',
  secret: 'Sein Geheimnis',
  theSecret: 'Geheimnis',
}

export const administrationSettings: Words['administrationSettings'] = {
  title: 'Einstellungen',
  lead: 'Womit dieser Prozess gestartet wurde. Sie stehen in der Umgebung oder in latchkey.json und werden beim Start gelesen.',
  byDefault: 'Vorgabe',
  none: 'nichts',
  redacted: 'gesetzt, wird nicht gezeigt',
}

export const administrationEvents: Words['administrationEvents'] = {
  title: 'Alle Ereignisse',
  of: 'Konto oder Organisation',
}
