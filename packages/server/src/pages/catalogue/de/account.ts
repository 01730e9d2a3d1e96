/** One's own account: password, browsers, logins, and a code for one of them. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const accountSections: Words['accountSections'] = {
  overview: 'Überblick',
  secondFactor: 'Zweiter Faktor',
  passkeys: 'Passkeys',
  logins: 'Logins',
  sessions: 'Browser',
  events: 'Ereignisse',
}

export const logins: Words['logins'] = {
  title: 'Meine Logins',
  endAll: 'Alle beenden',
  lead: 'Jedes Programm, dem du Zugang zu deinem Konto gegeben hast, auf jedem Gerät. Wenn du ein Login beendest, endet sofort auch alles, was daraus entstanden ist.',
  notBrowsers: browsers =>
    html`Wo du selbst auf diesen Seiten angemeldet bist, steht unter ${browsers('Browser')}.`,
  enterCode: 'Gerät einloggen',
  none: 'Kein Programm hat Zugang. Beginne mit dem Login im Programm selbst: Es öffnet diesen Server oder zeigt dir einen Code.',
  noneHere: 'Von diesen hat kein Programm mehr Zugang.',
  over: 'Vorbei',
  earlier: 'Frühere zeigen',
  login: 'Login',
  tick: name => `${name} ankreuzen`,
  endTicked: 'Angekreuzte beenden',
  tickFirst: 'Nichts wurde beendet: Kreuz jedes Login an, das enden soll.',
  end: 'Beenden',
  endOf: name => `Beenden: ${name}`,
  name: (client, device) => `${client} auf ${device}`,
  mayDo: 'Darf',
  letInOn: day => html`Zugang seit ${day}`,
  ends: 'Endet',
  endsUnlessUsed: when => html`${when}, wenn es nicht benutzt wird`,
  ended: 'Beendet',
  lastUsed: 'Zuletzt benutzt',
  why: {
    unused: 'vorbei: lange nicht benutzt',
    stolen: 'beendet: eine Kopie davon wurde benutzt',
    restored: 'beendet: der Server wurde wiederhergestellt',
    withdrawn: 'beendet: sein Hauptschlüssel wurde außer Dienst genommen',
    ended: 'beendet',
  },
  endOne: name => `${name} beenden?`,
  endThese: count => `Diese ${count} Logins beenden?`,
  whatStops: 'Das Programm muss sich neu einloggen, bevor es wieder etwas in deinem Namen tut.',
  whatStopsOfThese:
    'Jedes dieser Programme muss sich neu einloggen, bevor es wieder etwas in deinem Namen tut.',
  endIt: 'Beenden',
  endThem: 'Diese beenden',
  keepIt: 'Behalten',
  confirmTitle: 'Alle deine Logins beenden?',
  confirm:
    'Jedes Programm auf jedem Gerät muss sich neu einloggen. Deine Schlüssel und Browser bleiben, wie sie sind.',
  keepThem: 'Behalten',
  oneDone: 'Das Login ist beendet.',
  severalDone: 'Diese Logins sind beendet.',
  allDone: 'Alle deine Logins sind beendet.',
}

export const stepUp: Words['stepUp'] = {
  title: 'Einmalcode',
  ofLogin: name =>
    html`Fünf Minuten lang darf das Login <strong>${name}</strong> dann ändern, was es ändern darf. Gib nur dann einen Code ein,
      wenn du das gerade selbst tun wolltest.`,
  ofKey: name =>
    html`Fünf Minuten lang darf der Schlüssel <strong>${name}</strong> dann ändern, was er ändern darf. Gib nur dann einen Code
      ein, wenn du das gerade selbst tun wolltest.`,
  refusedLast: 'Was abgewiesen wurde',
  with: 'Client',
  from: 'Von',
  when: 'Wann',
  button: 'Für fünf Minuten freigeben',
  leave: 'Abbrechen',
  openTitle: 'Jetzt noch einmal versuchen',
  openForLogin: name => html`Das Login <strong>${name}</strong> braucht keinen weiteren Code.`,
  openForKey: name => html`Der Schlüssel <strong>${name}</strong> braucht keinen weiteren Code.`,
  closes: 'Das endet',
  typeAgain: 'Geh zurück zum Programm und gib denselben Befehl noch einmal ein:',
  sameAgain: html`Geh zurück zum Programm und versuch dasselbe noch einmal. In einem Terminal genügen <kbd>↑</kbd> und
    <kbd>Enter</kbd>.`,
  theCommand: 'Befehl',
  noSecondFactor: link =>
    html`Dein Konto hat keinen zweiten Faktor, der einen liefern könnte. ${link('Füg zuerst einen hinzu')}.`,
}
