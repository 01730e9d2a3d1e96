/** What people type into their clients. In German. */
import type { Words } from '../words.ts'

export const clients: Words['clients'] = {
  withLogin: repository => `${repository} mit deinem Login benutzen`,
  uploadWith: (repository, client) => `Hochladen nach ${repository} mit ${client}`,
  installWith: (repository, client) => `Installieren aus ${repository} mit ${client}`,
  fromCi: repository => `Hochladen nach ${repository} aus der CI, mit latchkey`,
  logIn: 'Einmal anmelden, im Browser:',
  uploadBuilt: client =>
    `Hochladen, was du gebaut hast. Für diesen einen Lauf bekommt ${client} ein Token, das sonst nichts darf:`,
  installOne: (client, repository) =>
    `Installieren. ${client} bekommt ein Token, das ${repository} liest und sonst nichts:`,
  hexLogsIn: 'Hex anmelden, im Browser:',
  putInto: file => `Schreib das in ${file}, nur für dich lesbar:`,
  publicKeyInto: file =>
    `Schreib das in ${file}, mit den Zeilen von latchkey.pem zwischen den Anführungszeichen:`,
  sayWhose: file => `Sag in ${file}, wem das Paket gehört:`,
  publicKey:
    'Hol den Schlüssel, mit dem Pakete signiert sind, und vergleich seinen Fingerabdruck mit dem, den dir deine Administration nennt:',
  keyInFile:
    'Mit dem Schlüssel in key.txt. Der Client sieht nicht ihn, sondern nur ein Token für diesen einen Lauf:',
  next: 'Dann:',
  theFile: file => file,
  theLine: 'Zeile',
  theCommand: 'Befehl',
}
