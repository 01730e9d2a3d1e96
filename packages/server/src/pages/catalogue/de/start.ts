/** The first pages: welcome, home, signing in, set-up, invitations. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const welcome: Words['welcome'] = {
  title: 'Ein Login für jede Registry',
  heading: 'Ein Login für jede Paket-Registry',
  lead: 'Latchkey steht vor dieser Registry. Die Clients, die du schon benutzt, funktionieren unverändert, mit Schlüsseln, die genau das dürfen, was du festgelegt hast, und so lange, wie du es festgelegt hast – bis du sie widerrufst.',
  noAccount: 'Kein Konto? Öffne den Einladungslink, den du bekommen hast.',
  points: [
    {
      title: 'Eng begrenzt',
      text: 'Ein Schlüssel veröffentlicht ein Paket und liest ein Repository, wenn er mehr nicht können soll.',
    },
    {
      title: 'Sichtbar',
      text: 'Du siehst, was jeder Schlüssel darf und wann, von wo und mit welchem Client er zuletzt benutzt wurde.',
    },
    {
      title: 'Widerrufbar',
      text: 'Ein Klick, und der Schlüssel ist überall tot, samt jedem Token, das daraus entstanden ist.',
    },
  ],
  installing: 'Nur zum Installieren hier?',
  publicNeedsNone: 'Ein öffentliches Repository braucht kein Konto:',
}

export const home: Words['home'] = {
  title: 'Start',
  hello: username => `Hallo, ${username}`,
  organizations: 'Meine Organisationen',
  createOrganization: 'Organisation anlegen',
  noneButYours: link =>
    html`Es gibt noch keine. ${link('Leg die erste Organisation an')}: Pakete gehören Organisationen.`,
  none: 'Du gehörst noch zu keiner. Bitte jemanden, dem eine gehört, um einen Einladungslink.',
  noRepository: 'Noch kein Repository.',
  keys: 'Meine Schlüssel',
  makeKey: 'Schlüssel erstellen',
  noKey: link =>
    html`Zurzeit gilt kein Schlüssel. ${link('Erstell einen')} für den ersten Client, der ihn braucht.`,
  allKeys: 'Alle meine Schlüssel',
  commands: 'Die nächsten Befehle',
  yourKey: 'Setz überall, wo YOUR-KEY steht, einen Schlüssel ein, der das darf.',
}

export const signIn: Words['signIn'] = {
  title: 'Anmelden',
  username: 'Benutzername',
  password: 'Passwort',
  noAccount: 'Noch kein Konto? Öffne den Einladungslink, den du bekommen hast.',
  codeTitle: 'Noch ein Schritt',
  codeAsked: username =>
    html`Das Passwort stimmt. <strong>${username}</strong> hat einen zweiten Faktor, deshalb brauchst du noch einen Code.`,
  notYou: (username, button) => html`Du bist nicht ${username}? ${button('Von vorn anfangen')}`,
  lostBoth:
    'Weder die App noch ein Wiederherstellungscode zur Hand? Bitte die Administration dieses Servers um einen Link.',
}

export const register: Words['register'] = {
  username: 'Benutzername',
  usernameHint: 'Kleinbuchstaben, Ziffern und Bindestriche. Er lässt sich später nicht ändern.',
  email: 'E-Mail',
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
