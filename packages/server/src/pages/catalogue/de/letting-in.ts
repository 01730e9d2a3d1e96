/** Letting a client in: the code of a device, what asks, and what it may then do. In German. */
import { html } from '../../layout/markup.ts'
import type { Words } from '../words.ts'

export const device: Words['device'] = {
  title: 'Gerät einloggen',
  isItYours: 'Der Link, den du geöffnet hast, brachte diesen Code mit. Ist es der, den dein Gerät zeigt?',
  enter:
    'Gib den Code ein, den dein Gerät zeigt: das Terminal oder das Programm, in dem du das Login begonnen hast.',
  code: 'Code',
  codeHint: 'Acht Buchstaben, wie WDJB-MJHT.',
  go: 'Weiter',
  afterwards: 'Bevor irgendetwas Zugang bekommt, siehst du, was anfragt und wofür.',
  mayBeWrong: [
    'Ein Code hat acht Buchstaben, darunter kein Vokal und keine Ziffer.',
    'Er gilt zehn Minuten lang und wird einmal beantwortet.',
    'Falls du ihn schon in einem anderen Browser eingegeben hast, antworte dort.',
  ],
  tooManyTitle: 'Zu viele falsche Codes',
  tooMany: when => html`Den nächsten kannst du ${when} eingeben.`,
  tooManyNext:
    'Nichts hat Zugang bekommen. Dein Gerät braucht bis dahin einen neuen Code: Beginne das Login dort noch einmal und gib ihn Buchstabe für Buchstabe ein.',
  approvedTitle: 'Dein Gerät hat Zugang',
  approved:
    'Geh zurück zu ihm: Es macht in wenigen Sekunden von selbst weiter. Bleib so lange hier angemeldet.',
  looksByItself: 'Diese Seite merkt, wenn es zurückgekommen ist.',
  stopped: 'Es ist nicht zurückgekommen.',
  lookAgain: 'Noch einmal nachsehen',
  letIn: 'Es hat sein Login abgeholt und arbeitet damit. Du kannst diese Seite schließen.',
  approvedListed: link =>
    html`Alles, dem du Zugang gegeben hast, steht unter ${link('Meine Logins')} und lässt sich dort beenden.`,
  deniedTitle: 'Nichts hat Zugang bekommen',
  denied: 'Dem Gerät wird gesagt, dass du abgelehnt hast.',
  deniedHint: link =>
    html`Falls du selbst kein Login begonnen hast, wollte vielleicht jemand dein Konto benutzen. ${link('Sieh nach, was Zugang hat')}.`,
  expiredTitle: 'Dieser Code ist abgelaufen',
  expired: 'Niemand hat ihn innerhalb von zehn Minuten beantwortet, also hat nichts Zugang bekommen.',
  notFetched:
    'Du hast Zugang gegeben, aber das Gerät hat ihn nicht rechtzeitig abgeholt. Also hat nichts Zugang bekommen.',
  startAgain: 'Beginne das Login auf dem Gerät noch einmal. Dann zeigt es dir einen neuen Code.',
  enterNew: 'Neuen Code eingeben',
  answeredBefore: when =>
    html`Du hast diesen Code ${when} beantwortet. Das geht nur einmal: Jetzt hat sich nichts geändert.`,
  compareTitle: 'Ist das dein Gerät?',
  mustShow: 'Dein Gerät muss genau diesen Code zeigen:',
  spelled: letters => `Buchstabe für Buchstabe: ${letters}`,
  warning: html`<strong>Mach nur weiter, wenn es das tut und du dieses Login gerade selbst begonnen hast.</strong> Wer dir diesen
    Code oder einen Link dazu geschickt hat, käme sonst in dein Konto, was auch immer man dir erzählt.`,
}

export const consent: Words['consent'] = {
  title: client => `${client} Zugang geben?`,
  warning: html`<strong>Mach nur weiter, wenn du dieses Login gerade selbst begonnen hast.</strong> Wenn du einem Link gefolgt
    bist, den dir jemand geschickt hat, lehn ab.`,
  goesElsewhere: 'an einen anderen Server',
  program: 'Programm',
  answeredAt: 'Antwort geht an',
  thisMachine: host => `dieses Gerät (${host})`,
  appOf: protocol => `die App, die ${protocol} öffnet`,
  callsItself: 'Nennt sich',
  nothing: 'gar nicht',
  asked: 'Angefragt',
  fromAddress: 'Von der Adresse',
  unknown: 'unbekannt',
  sameAddress: 'dieselbe wie deine',
  sameNetwork: 'in deinem Netz',
  otherNetwork: 'ein anderes Netz',
  otherNetworkHint: yours =>
    html`Dieser Browser kommt von ${yours}. Bei einem Server oder Telefon ist das so; steht das Gerät neben dir, lehn ab.`,
  runsOut: 'Läuft ab',
  software: 'Software',
  silentProgram: 'das sagt es nicht',
  asksTo: 'Es möchte',
  notYours: 'kannst du nicht geben',
  takesCode:
    'Wenn es etwas ändern darf, wird dein zweiter Faktor verlangt. Fünf Minuten lang braucht es dann keinen Code.',
  approve: 'Zugang geben',
  approveByPasskey: 'Mit Passkey Zugang geben',
  into: username =>
    html`Es bekommt Zugang zum Konto <strong>${username}</strong>, bis du ihn unter „Meine Logins“ beendest.`,
  deny: 'Ablehnen',
}

export const scopes: Words['scopes'] = {
  read: 'Nachsehen',
  readHint: 'Pakete, Versionen, und wer was darf',
  readHintOf: of => `Pakete von ${of}, Versionen, und wer was darf`,
  write: 'In deinem Namen Dinge ändern',
  writeHint:
    'Pakete veröffentlichen, zurückziehen und löschen sowie Personen, Schlüssel und Einstellungen verwalten, soweit du das selbst darfst',
  writeHintOf: of =>
    `Pakete von ${of} veröffentlichen, zurückziehen und löschen sowie Personen, Schlüssel und Einstellungen verwalten, soweit du das selbst darfst`,
  repositories: 'Pakete installieren',
  repositoriesHint: 'aus jedem Repository, das du lesen darfst',
  repositoriesHintOf: of => `aus jedem Repository von ${of}, das du lesen darfst`,
  repository: organization => `Pakete von ${organization} installieren`,
  repositoryHint: 'aus jedem ihrer Repositories',
  repositoryHintOf: of => `aus jedem ihrer Repositories von ${of}`,
  repositoryHintFrom: repository => `aus ${repository}`,
  package: name => `An ${name} arbeiten`,
  packageHint: 'es nachsehen, installieren, veröffentlichen und zurückziehen',
}
