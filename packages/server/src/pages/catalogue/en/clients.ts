/** What people type into their clients. `repository`: `pypi:acme`; `client`: `twine`. */

export const clients = {
  withLogin: (repository: string) => `Use ${repository} with your login`,
  uploadWith: (repository: string, client: string) => `Upload to ${repository} with ${client}`,
  installWith: (repository: string, client: string) => `Install from ${repository} with ${client}`,
  fromCi: (repository: string) => `Upload to ${repository} from CI, with latchkey`,
  logIn: 'Log in once, in a browser:',
  uploadBuilt: (client: string) =>
    `Upload what you built. For this one run ${client} gets a token that can do no more:`,
  installOne: (client: string, repository: string) =>
    `Install. ${client} gets a token that reads ${repository} and nothing else:`,
  hexLogsIn: 'Log Hex in, in a browser:',
  putInto: (file: string) => `Put this into ${file}, readable by you alone:`,
  publicKeyInto: (file: string) =>
    `Put this into ${file}, with the lines of latchkey.pem between the quotes:`,
  sayWhose: (file: string) => `Say in ${file} whose the package is:`,
  publicKey:
    'Get the key that packages are signed with, and compare its fingerprint with the one that your operator tells you:',
  keyInFile: 'With the key in key.txt. The client sees no key, only a token for this one run:',
  next: 'Then:',
  theFile: (file: string) => `the ${file}`,
  theLine: 'the line',
  theCommand: 'the command',
}
