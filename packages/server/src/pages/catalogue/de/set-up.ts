/** Set-up: the four steps from the one-time link to the first upload, and the moment in which that arrives. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const setUp: Words['setUp'] = {
  title: 'Latchkey einrichten',
  steps: ['Konto', 'Organisation', 'Repository', 'Schlüssel'],
  step: (number, of) => `Schritt ${number} von ${of}`,
  goOn: 'Weiter einrichten',
  left: {
    organization: 'Pakete gehören Organisationen, und noch gibt es keine.',
    repository: organization => `${organization} hat noch kein Repository.`,
    key: repository => `${repository} ist da; noch hat niemand einen Schlüssel, um etwas hochzuladen.`,
    upload: repository => `${repository} wartet darauf, dass jemand etwas hochlädt.`,
  },
  organization: {
    title: 'Wie heißt deine Organisation?',
    lead: 'Ihr gehören Pakete, Leute und Schlüssel. Du wirst ihr erster Owner; andere können später dazukommen.',
    button: 'Anlegen und weiter',
  },
  repository: {
    title: organization => `Was veröffentlicht ${organization}?`,
    lead: 'Ein Repository enthält die Pakete eines Ökosystems. Die anderen kannst du jederzeit dazunehmen.',
    ecosystems: {
      pypi: 'Python',
      hex: 'Elixir und Erlang',
    },
    button: 'Anlegen und weiter',
  },
  key: {
    title: 'Erstell deinen ersten Schlüssel',
    lead: repository =>
      html`Er darf in <code>${repository}</code> veröffentlichen und daraus lesen, sonst nichts. Er gilt 90 Tage, oder so lange, wie deine Organisation Schlüssel gelten lässt.`,
    name: 'Name',
    nameHint: 'Wo er liegen wird. Unter diesem Namen steht er in deiner Liste und im Protokoll.',
    suggestion: 'erstes Hochladen',
    package: 'Nur für dieses Paket',
    packageHint: 'Ein Name; das Paket muss es noch nicht geben. Leer: jedes Paket des Repositorys.',
    noPackage: typed =>
      `„${typed}“ ist kein Paketname. Schreib einen Namen so, wie seine Clients es tun, oder lass das Feld leer.`,
    button: 'Schlüssel erstellen',
    skip: 'Ich melde mich stattdessen an und kopiere keinen Schlüssel',
  },
  upload: {
    title: 'Lade zum ersten Mal etwas hoch',
    copyNow: html`<strong>Kopier ihn jetzt.</strong> Der Schlüssel wird nur dieses eine Mal gezeigt: Der Server behält ihn nicht.`,
    theKey: 'Schlüssel',
    withKey: 'Mit dem Schlüssel',
    withLogin: 'Mit deinem Login, ohne Schlüssel',
    waiting: repository => `Warten auf das erste Hochladen nach ${repository}`,
    looksByItself: 'Neu laden ist nicht nötig: Diese Seite merkt es.',
    stopped: 'Seit einer Weile kommt nichts, deshalb sieht diese Seite nicht mehr nach.',
    lookAgain: 'Noch einmal nachsehen',
  },
  done: {
    title: 'Alles ist eingerichtet',
    received: what => `Angekommen: ${what}`,
    receivedSomething: 'Es ist etwas angekommen.',
    file: 'Datei',
    by: 'Von',
    byCredential: (person, credential) => html`${person}, mit „${credential}“`,
    from: 'Woher',
    when: 'Wann',
    toPackage: 'Zum Paket',
    toMembers: 'Andere einladen',
    toHome: 'Start',
  },
}
