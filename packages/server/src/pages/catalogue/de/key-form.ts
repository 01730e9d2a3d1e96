/** The form that a key is made with: its rows in words, what is too wide in them, and what is wrong. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const keyForm: Words['keyForm'] = {
  title: 'Schlüssel erstellen',
  lead: 'Ein Schlüssel darf nur, was in seinen Zeilen steht, und nie mehr als du selbst.',
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
  everythingReachable: 'Alles, was ich erreiche',
  everyRepository: organization => `Jedes Repository von ${organization}`,
  package: 'Pakete',
  packageHint: 'Ein Name oder mehrere, die es noch nicht geben muss. Leer: jedes Paket dort.',
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
  neverHint: 'gilt, bis jemand daran denkt, ihn zu widerrufen, auch wenn er bekannt geworden ist',
  networks: 'Nur aus diesen Netzen',
  networksHint: 'Eines pro Zeile, wie 10.0.0.0/8 oder 2001:db8::/32. Leer: von überall.',
  make: 'Schlüssel erstellen',
  inWords: 'In Worten sagen, was er darf',
  told: 'In Worten',
  nothingYet: 'Er darf noch nichts. Kreuz an, was er darf, oder fang mit einem von denen oben an.',
  startFrom: 'Womit anfangen',
  presets: {
    ci: { label: 'CI, die veröffentlicht', hint: 'lädt ein Paket hoch und tut sonst nichts' },
    install: { label: 'Ein Rechner, der installiert', hint: 'liest ein Repository, ein Jahr lang' },
    laptop: { label: 'Mein Laptop', hint: 'alles, was ich mit Paketen mache, 30 Tage lang' },
  },
  warnings: {
    'never-expires': 'Er läuft nie ab: Wer ihn in zehn Jahren findet, kann ihn benutzen.',
    everywhere: row => `Zeile ${row} reicht in jede Organisation, in der du bist, auch in künftige.`,
    'every-package': row => `Zeile ${row} kann jedes Paket dort ändern, auch die von anderen.`,
    administer: row => `Zeile ${row} kann ändern, wer Mitglied ist, und weitere Schlüssel erstellen.`,
    account: row => `Zeile ${row} kann weitere Schlüssel von dir erstellen und sie widerrufen.`,
  },
  narrower: {
    days: 'In 90 Tagen ablaufen lassen',
    only: what => `Nur ${what}`,
    name: 'Pakete nennen',
    without: 'Weglassen',
  },
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
  package: name =>
    `„${name}“ ist dort kein Name eines Pakets. Schreib Namen so, wie es die Clients tun, mit einem Komma dazwischen.`,
  day: 'Wähl einen Tag, geschrieben wie 2027-02-19.',
  dayPassed: 'Wähl einen Tag, der noch nicht vorbei ist.',
}
