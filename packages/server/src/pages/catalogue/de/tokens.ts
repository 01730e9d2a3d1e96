/** What a token allows: said in the browser that it was pasted into. In German. */
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const inspector: Words['inspector'] = {
  title: 'Was erlaubt dieses Token?',
  lead: 'Füge ein Token ein und lies, was sein Text sagt. Gelesen wird es in diesem Browser, und gesendet nirgendwohin: auch nicht an diesen Server.',
  label: 'Token',
  hint: 'Es beginnt mit „latchkey-“. Wer deinen Bildschirm sieht, sieht auch das Token.',
  withoutScript:
    'Diese Seite braucht JavaScript, denn zum Lesen darf das Token deinen Browser nicht verlassen. Der Befehl unten tut dasselbe.',
  terminal: 'Dasselbe im Terminal, wo nach dem Token gefragt wird:',
  theCommand: 'Befehl',

  kind: {
    key: 'Ein Schlüssel',
    login: 'Ein Zugriffstoken eines Logins',
    refresh: 'Ein Erneuerungstoken eines Logins',
    pypi: 'Ein Token von PyPI',
    other: 'Ein fremdes Token',
  },
  from: 'Nach eigener Angabe von',
  key: 'Schlüssel',
  login: 'Login',
  identifier: 'Kennung',
  masterKey: 'Hauptschlüssel',
  expiry: 'Läuft ab',
  size: 'Größe',
  sizeOf: (characters, count) => `${characters} ${plural(count, { one: 'Zeichen', other: 'Zeichen' })}`,
  over: when => `${when} abgelaufen`,
  openEnd: 'dem Text nach nicht',

  may: 'Was es darf',
  mayNothingSaid:
    'Sein Text sagt es nicht. Bei einem Schlüssel steht das auf dem Server, und er darf nicht mehr, als dort beim Erstellen eingetragen wurde.',
  mayLogin: 'Sein Text sagt es nicht. Bei einem Login steht das auf dem Server.',
  mayRefresh: 'Nur das nächste Zugriffstoken holen.',
  mayAnything: 'Sein Text schränkt nichts ein.',
  notUnderstood: 'Nicht alles darin lässt sich hier lesen. Was sich nicht lesen lässt, verbietet.',

  caution:
    'Der Server kann mehr wissen: Einschränkungen, die beim Schlüssel oder Login stehen, eine Rolle, einen Widerruf. Und geprüft ist nichts: Ob die Signatur stimmt, weiß nur, wer den Schlüssel des Servers hat, und diesen Text kann jeder geschrieben haben.',
  cautionElsewhere:
    'Wer es ausgestellt hat, kann mehr wissen, und geprüft ist nichts: Diesen Text kann jeder geschrieben haben.',
  next: command =>
    `Den Rest weiß der Server: ${command}, oder GET /api/v1/validate mit dem Token als Bearer.`,
  nextPypi: 'Suche es dort in den Einstellungen deines Kontos unter „API tokens“.',
  nextElsewhere: 'Frage, wer es ausgestellt hat.',

  problems: {
    token_cut_off:
      'Dieses Token ist abgeschnitten: Das Ende fehlt. Kopiere es noch einmal, vom ersten bis zum letzten Zeichen.',
    token_text:
      'Ein Zeichen darin gehört da nicht hin, oder das letzte wurde verändert. Kopiere es noch einmal, vom ersten bis zum letzten Zeichen.',
    token_too_large:
      'Das ist länger, als ein Token sein darf, oder hat zu viele Einschränkungen: 8.192 Zeichen, 64 Einschränkungen.',
    token_opaque:
      'Aus diesem Text lässt sich nichts lesen. Ist er ein Token, weiß nur der Server, der es ausgestellt hat, was es darf, und niemand kann es einschränken.',
    macaroon_v1: 'Das ist ein Macaroon im alten Format V1. Lies es mit der Bibliothek, die es gemacht hat.',
    other:
      'Das ist kein Token, das sich hier lesen lässt. Kopiere es noch einmal, vom ersten bis zum letzten Zeichen.',
  },
}
