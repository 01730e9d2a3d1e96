/** What stands around and between the pages: the frame, refusals, and what many forms share. In German. */
import { html, nothing } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const shell: Words['shell'] = {
  skip: 'Zum Inhalt springen',
  navigation: 'Hauptmenü',
  home: 'Start',
  keys: 'Meine Schlüssel',
  administration: 'Verwaltung',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  motto: 'Latchkey: ein Login für jede Paket-Registry.',
  language: 'Sprache',
}

export const answers: Words['answers'] = {
  missing: 'Hier ist nichts',
  deadLink: 'Dieser Link geht nicht',
  forbidden: 'Das darfst du nicht',
  later: 'Gerade nicht',
  failed: 'Das hat nicht geklappt',
  toStart: 'Zur Startseite',
}

export const failures: Words['failures'] = {
  broken: {
    title: 'Bei uns ist etwas kaputtgegangen',
    lead: 'Du kannst nichts dafür, und es ist festgehalten.',
    number: 'Es hat die Nummer',
    next: 'Wenn es wieder geschieht, nenn der Administration dieses Servers die Nummer.',
  },
  unavailable: {
    title: 'Gerade nicht',
    database: {
      message: 'Die Datenbank dieses Servers antwortet nicht.',
      next: 'Das gibt sich meist von selbst.',
    },
    readOnly: {
      message: 'Die Datenbank dieses Servers nimmt gerade keine Änderungen an, und geändert wurde nichts.',
      next: 'Was nur etwas zeigt, geht inzwischen. Versuch es später noch einmal oder frag, wer diesen Server betreibt.',
    },
    noRoom: {
      message: 'Der Server hat dafür keinen Platz, und geändert wurde nichts.',
      next: 'Bitte den, der ihn betreibt, Platz zu schaffen, und schick es dann noch einmal ab.',
    },
  },
  again: 'Noch einmal versuchen',
  unsure:
    'Was du abgeschickt hast, ist vielleicht trotzdem geschehen. Sieh erst nach, ehe du es noch einmal abschickst.',
}

export const copying: Words['copying'] = {
  copy: 'Kopieren',
  copied: 'Kopiert',
  failed: 'Nicht kopiert',
  copyOf: what => `${what} kopieren`,
  copiedOf: what => `${what} kopiert`,
  failedOf: what => `${what}: nicht kopiert`,
}

export const time: Words['time'] = {
  justNow: 'gerade eben',
  never: 'nie',
  tryAgain: when => `Versuch es ${when} noch einmal.`,
  inMinutes: left => `in ${left} min`,
  use: (when, client, address) =>
    html`${when}${client === undefined ? nothing : html` mit ${client}`}${address === undefined ? nothing : html` von ${address}`}`,
}

export const passwords: Words['passwords'] = {
  label: 'Passwort',
  ofNew: 'Neues Passwort',
  hint: 'Mindestens 8 Zeichen; ein paar Wörter hintereinander sind gut.',
  strength: {
    short: 'Noch zu kurz.',
    weak: 'Das ginge, wäre aber mit viel Geduld zu erraten. Häng noch ein oder zwei Wörter an.',
    fair: 'Gut.',
    strong: 'Sehr gut: Das errät niemand.',
  },
}

export const codes: Words['codes'] = {
  label: 'Code deiner Authenticator-App',
  recoveryInstead: 'Mit Wiederherstellungscode',
  recovery: 'Wiederherstellungscode',
  recoveryHint: 'Jeder gilt einmal; Bindestriche spielen keine Rolle.',
}

export const stillYou: Words['stillYou'] = {
  title: 'Bist du es noch?',
  byCode:
    'Deine Anmeldung ist eine Weile her. Zeig vor dieser Änderung noch einmal deinen zweiten Faktor. Was du eingegeben hast, bleibt erhalten.',
  byPassword:
    'Deine Anmeldung ist eine Weile her. Gib vor dieser Änderung noch einmal dein Passwort ein. Was du eingegeben hast, bleibt erhalten.',
  passwordOf: username => `Passwort von ${username}`,
  wrong: 'Das ist nicht dein Passwort.',
  go: 'Weiter',
}
