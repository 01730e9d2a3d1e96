/** The first pages: welcome, home, signing in, set-up, invitations. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const welcome: Words['welcome'] = {
  title: 'Ein Login für jede Registry',
  heading: 'Ein Login für jede Paket\u2011Registry',
  lead: 'Latchkey steht vor dieser Registry. twine, pip, mix und die anderen Clients, die du schon benutzt, funktionieren unverändert: mit Token, die eine Viertelstunde lang eines können, oder mit Schlüsseln, die so eng sind, wie du sie machst.',
  done: {
    'signed-out': 'Du bist in diesem Browser abgemeldet.',
    deleted: 'Dein Konto ist gelöscht.',
  },
  noAccount: 'Kein Konto? Öffne deinen Einladungslink.',
  isEmpty:
    'Hier hat noch niemand ein Konto. Öffne den Link, den dieser Server beim Start ins Terminal oder ins Log geschrieben hat.',
  example:
    'Einmal im Browser anmelden; dann bekommt jeder Lauf ein Token für das, was er vorhat. Ein Schlüssel für ein Paket veröffentlicht kein anderes.',
  points: [
    {
      title: 'So eng wie die Aufgabe',
      text: 'Ein Paket, eine Datei, ein Netz, eine Viertelstunde: Wer einen Schlüssel hat, schränkt ihn ein, ohne den Server zu fragen.',
    },
    {
      title: 'Sichtbar',
      text: 'Was jeder Schlüssel darf, in klaren Worten, und wann, von wo und mit welchem Client er zuletzt benutzt wurde.',
    },
    {
      title: 'In einer Sekunde tot',
      text: 'Widerruf einen Schlüssel, und er gilt auf keinem Knoten mehr, samt jedem Token, das je daraus entstanden ist.',
    },
  ],
  installing: html`<strong>Nur zum Installieren hier?</strong> Ein öffentliches Repository braucht kein Konto:`,
}

export const home: Words['home'] = {
  title: 'Start',
  hello: username => `Hallo, ${username}`,
  attention: {
    title: 'Darum solltest du dich kümmern',
    todoFor: (todo, what) => `${todo}: ${what}`,
    email: 'ist nicht bestätigt: Noch weiß niemand, dass es deine ist.',
    verify: 'Bestätigen',
    expires: when => html`läuft ${when} ab.`,
    rotate: 'Erneuern',
    tooWide: 'darf mehr, als eine Aufgabe braucht, oder länger.',
    tighten: 'Einschränken',
    stale: when => html`wurde zuletzt ${when} benutzt.`,
    neverUsed: when => html`wurde ${when} erstellt und nie benutzt.`,
    revoke: 'Widerrufen',
    more: 'Alle Schlüssel, um die du dich kümmern solltest',
  },
  organizations: 'Meine Organisationen',
  createOrganization: 'Organisation anlegen',
  noneButYours: link => html`Du gehörst zu keiner. ${link('Leg eine an')}: Pakete gehören Organisationen.`,
  none: 'Du gehörst noch zu keiner. Bitte jemanden, dem eine gehört, um einen Einladungslink.',
  noRepository: 'Noch kein Repository.',
  alsoIn: 'Und in',
  keys: 'Meine Schlüssel',
  makeKey: 'Schlüssel erstellen',
  noKey: link =>
    html`Zurzeit gilt kein Schlüssel. ${link('Erstell einen')} für einen Rechner, auf dem sich niemand anmeldet.`,
  allKeys: (count, more) =>
    more
      ? 'Alle meine Schlüssel'
      : plural(count, {
          one: 'Alle meine Schlüssel: einer gilt',
          other: `Alle meine Schlüssel: ${count} gelten`,
        }),
  usedLast: when => html`${when} benutzt`,
  notUsedYet: 'noch nicht benutzt',
  logins: 'Meine Logins',
  noLogin: 'Noch ist nichts angemeldet.',
  allLogins: (count, more) =>
    more
      ? 'Alle meine Logins'
      : plural(count, { one: 'Alle meine Logins: eines gilt', other: `Alle meine Logins: ${count} gelten` }),
  events: 'Was zuletzt geschah',
  allEvents: 'Alles, was geschah',
  getGoing: 'Loslegen',
  getGoingWith: 'Mit welchem Repository',
  withKey: 'Stattdessen mit einem Schlüssel: in der CI, oder für Clients, die Latchkey nicht kennen',
  yourKey: 'Setz überall, wo YOUR-KEY steht, einen Schlüssel ein, der das darf.',
}

export const signIn: Words['signIn'] = {
  forgotten: 'Passwort vergessen?',
  title: 'Anmelden',
  username: 'Benutzername',
  password: 'Passwort',
  cameFor: {
    device: 'Danach vergleichst du den Code, den dein Gerät zeigt.',
    program: 'Danach siehst du, welches Programm Zugang möchte, und entscheidest.',
    invitation: 'Danach kannst du die Einladung annehmen.',
    code: 'Danach kannst du den Code geben, ohne den ein Programm abgewiesen wurde.',
    page: 'Danach kommst du zu der Seite, die du aufgerufen hast.',
  },
  noAccount: 'Kein Konto? Öffne deinen Einladungslink.',
  codeTitle: 'Noch ein Schritt',
  codeAsked: username =>
    html`Das Passwort stimmt. <strong>${username}</strong> hat einen zweiten Faktor, der jetzt noch fehlt.`,
  notYou: (username, button) => html`Du bist nicht ${username}? ${button('Von vorn anfangen')}`,
  lostBoth: 'Nichts davon zur Hand? Bitte die Administration dieses Servers um einen Link.',
}

export const register: Words['register'] = {
  username: 'Benutzername',
  usernameHint: 'Kleinbuchstaben, Ziffern und Bindestriche. Er lässt sich später nicht ändern.',
  email: 'E-Mail-Adresse',
  setUp: {
    title: 'Latchkey einrichten',
    introduction:
      'Damit entsteht das erste Konto. Es ist ein Administrator-Konto: Es legt Organisationen an und betreibt den Server. Allein dadurch liest und veröffentlicht es nichts.',
    button: 'Administrator-Konto anlegen',
  },
  invited: {
    title: 'Du bist eingeladen',
    button: 'Mein Konto anlegen',
    haveAccount: link => html`Hast du schon ein Konto? ${link('Melde dich an')} und tritt damit bei.`,
    passItOn: 'Du hast schon ein Konto. Dieser Link ist für jemanden ohne Konto: Gib ihn weiter.',
    joinAs: username => `Als ${username} beitreten`,
    opensOrganization: (organization, role) =>
      html`Mit diesem Link wirst du Mitglied von <strong>${organization}</strong>, mit der Rolle <strong>${role}</strong>. Er gilt einmal.`,
    opensAccount: 'Mit diesem Link bekommst du ein Konto. Er gilt einmal.',
    opensAdministrator: 'Mit diesem Link bekommst du ein Konto, das den Server betreibt. Er gilt einmal.',
  },
}
