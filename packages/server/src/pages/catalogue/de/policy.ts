/** What an organization asks beyond roles. In German. */
import { html } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'
import type { Words } from '../words.ts'

const plural = pluralsOf('de')

export const policy: Words['policy'] = {
  title: 'Richtlinie',
  of: displayName => `Richtlinie von ${displayName}`,
  introduction: displayName =>
    html`Was ${displayName} über Rollen hinaus verlangt. Eine Änderung gilt sofort, auf jedem Gerät.`,
  secondFactor: 'Zweiter Faktor',
  requireSecondFactor: 'Von allen verlangt',
  requireSecondFactorHint: 'Wer keinen hat, sieht und tut hier nichts.',
  keysNeedWindow: 'Auch bei persönlichen Schlüsseln verlangt',
  keysNeedWindowHint:
    'Sie ändern nur etwas, wenn in den letzten fünf Minuten ein Einmalcode eingegeben wurde.',
  everybodyHasOne: 'Alle haben einen.',
  haveNone: (count, all, link) =>
    html`${link(`${count} von ${all} ${plural(all, { one: 'Mitglied', other: 'Mitgliedern' })}`)} ${plural(count, { one: 'hat', other: 'haben' })} keinen.`,
  longest: 'Schlüssel gelten höchstens (Tage)',
  longestHint: 'Schlüssel, die für länger erstellt wurden, bewirken hier nichts. Leer: keine Grenze.',
  makers: 'Wer Schlüssel der Organisation erstellt',
  makersHint: 'Vorhandene bleiben, wie sie sind.',
  makersAre: { admin: 'Admins und Owner', owner: 'Nur Owner' },
  exchange:
    'Persönliche Schlüssel können gegen kurzlebige Tokens getauscht werden, die ihre Repositories lesen',
  exchangeHint:
    'Ein Token, das in falsche Hände gerät, gilt eine halbe Stunde, ein Schlüssel, bis ihn jemand widerruft. Schlüssel lassen sich trotzdem auch direkt benutzen.',
  exchanges: { allow: 'Ja', warn: 'Ja, mit einer Warnung', refuse: 'Nein' },
  save: 'Speichern',
  saved: 'Gespeichert. Es gilt sofort.',
  stops: {
    title: 'Richtlinie ändern?',
    members: (count, all, link) =>
      html`${link(`${count} von ${all} ${plural(all, { one: 'Mitglied', other: 'Mitgliedern' })}`)} ${plural(count, { one: 'hat', other: 'haben' })}
        keinen zweiten Faktor: Ohne ihn ist hier nichts mehr zu sehen und nichts mehr zu tun.`,
    keys: (count, days) =>
      `${count} ${plural(count, { one: 'Schlüssel wurde', other: 'Schlüssel wurden' })} für mehr als ${days} ${plural(days, { one: 'Tag', other: 'Tage' })} erstellt: ${plural(count, { one: 'Er bewirkt', other: 'Sie bewirken' })} hier nichts mehr. Vielleicht benutzen Maschinen welche davon.`,
    admins: 'Admins erstellen keine Schlüssel der Organisation mehr. Was sie erstellt haben, gilt weiter.',
    exchange:
      'Persönliche Schlüssel werden nicht mehr getauscht: Clients, die das von selbst tun, lesen hier nichts mehr.',
    window:
      'Persönliche Schlüssel ändern nur noch nach einem Einmalcode etwas: Maschinen, die mit einem veröffentlichen, bleiben stehen.',
    atOnce: 'Es gilt sofort, auf jedem Gerät, und lässt sich zurücknehmen.',
    go: 'Ändern',
    back: 'So lassen',
  },
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
    exchange: 'Tausch persönlicher Schlüssel',
    exchanges: { allow: 'erlaubt', warn: 'erlaubt, mit einer Warnung', refuse: 'verweigert' },
  },
}
