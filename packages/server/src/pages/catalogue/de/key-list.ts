/** The list of somebody's keys: looked through, and what is told of each. In German. */
import { html, nothing } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const keyList: Words['keyList'] = {
  which: 'Welche Schlüssel',
  show: {
    live: 'Gültig',
    attention: 'Anzusehen',
    expiring: 'Läuft bald ab',
    'too-wide': 'Zu weit',
    stale: 'Lange unbenutzt',
    'never-used': 'Nie benutzt',
    expired: 'Abgelaufen',
    revoked: 'Widerrufen',
    all: 'Alle',
  },
  attention: {
    expiring: 'läuft bald ab',
    'too-wide': 'zu weit',
    stale: 'lange unbenutzt',
    'never-used': 'nie benutzt',
  },
  word: 'Name oder Paket',
  order: 'Reihenfolge',
  orders: {
    newest: 'Neueste zuerst',
    name: 'Nach dem Namen',
    expiry: 'Was zuerst abläuft',
    'last-used': 'Zuletzt benutzt',
  },
  find: 'Suchen',
  name: 'Name',
  replaced: 'rotiert',
  role: role => html`Rolle ${role}`,
  moreRows: count => `und noch ${count}`,
  usedWith: (client, address) =>
    html`${client === undefined ? nothing : html`mit ${client}`} ${address === undefined ? nothing : html`von ${address}`}`,
  latelyFor: target => html`kürzlich für ${target}`,
  tickAll: 'Alle auf dieser Seite ankreuzen',
  noneSuch: html`<strong>Keiner deiner Schlüssel passt dazu.</strong> Such nach einem anderen Wort oder unter allen Schlüsseln.`,
  noneSuchOf: displayName =>
    html`<strong>Kein Schlüssel von ${displayName} passt dazu.</strong> Such nach einem anderen Wort oder unter allen Schlüsseln.`,
  showAll: 'Alle Schlüssel zeigen',
  noneHere: html`<strong>Bisher keiner.</strong> Es sind viele Schlüssel, und noch sind nicht alle durchgesehen.`,
  further: 'Weiter durchsehen',
  newestOnly: 'In dieser Reihenfolge stehen nur die neuesten Schlüssel. Ältere finden sich in jeder anderen.',
  next: 'Weitere Schlüssel',
  first: 'Zurück zu den ersten',
}
