/** Letting a client in: the code of a device, what asks, and what it may then do. */
import { html, type Part } from '../../layout/markup.ts'

export const device = {
  title: 'Log in a device',
  isItYours: 'The link that you opened brought this code. Is it the one that your device shows?',
  enter:
    'Enter the code that your device shows: the terminal, or the program, in which you started to log in.',
  code: 'Code',
  codeHint: 'Eight letters, like WDJB-MJHT.',
  go: 'Continue',
  afterwards: 'You will see what asks, and for what, before anything is let in.',
  approvedTitle: 'Your device is let in',
  approved: 'Go back to it: it goes on by itself within a few seconds. Stay signed in here until it does.',
  approvedListed: (link: (text: string) => Part) =>
    html`What you let in is listed under ${link('my logins')}, and can be ended there.`,
  deniedTitle: 'Nothing was let in',
  denied: 'The device is told that you denied it.',
  deniedHint: (link: (text: string) => Part) =>
    html`If you did not start a login yourself, somebody may have tried to use your account. ${link('See what is let in')}.`,
  compareTitle: 'Is this your device?',
  mustShow: 'Your device must show exactly this code:',
  warning: html`<strong>Go on only if it does, and you started this login yourself just now.</strong> Whoever sent you this
    code or a link to it, whatever they say, would get into your account.`,
}

export const consent = {
  title: (client: string) => `Let ${client} in?`,
  warning: html`<strong>Go on only if you started this login yourself just now.</strong> If you followed a link that somebody
    sent you, deny it.`,
  program: 'Program',
  intoAccount: 'Into the account',
  answeredAt: 'Answered at',
  thisMachine: (host: string) => `this machine (${host})`,
  appOf: (protocol: string) => `the app that opens ${protocol}`,
  callsItself: 'Calls itself',
  nothing: 'nothing',
  asked: 'Asked',
  fromAddress: 'From the address',
  unknown: 'unknown',
  sameAddress: 'the same as yours',
  otherAddress: 'not this browser’s',
  with: 'With',
  silentProgram: 'a program that does not say',
  asksTo: 'It asks to',
  notYours: 'not yours to give',
  takesCode: 'Whatever lets it change things takes a code. It needs no other for five minutes then.',
  approve: 'Let it in',
  deny: 'Deny it',
}

/** What a scope lets a client do. `of`: an ecosystem, for a client that is for one alone. */
export const scopes = {
  read: 'Look things up',
  readHint: 'packages, versions, and who may do what',
  readHintOf: (of: string) => `packages of ${of}, versions, and who may do what`,
  write: 'Change things in your name',
  writeHint:
    'publish, yank and delete packages, and manage people, keys and settings, as far as you may yourself',
  writeHintOf: (of: string) =>
    `publish, yank and delete packages of ${of}, and manage people, keys and settings, as far as you may yourself`,
  repositories: 'Install packages',
  repositoriesHint: 'from every repository that you may read',
  repositoriesHintOf: (of: string) => `from every repository of ${of} that you may read`,
  repository: (organization: string) => `Install packages of ${organization}`,
  repositoryHint: 'from each of its repositories',
  repositoryHintOf: (of: string) => `from each of its repositories of ${of}`,
  repositoryHintFrom: (repository: string) => `from ${repository}`,
  package: (name: string) => `Work on ${name}`,
  packageHint: 'look it up, install, publish and yank it',
}
