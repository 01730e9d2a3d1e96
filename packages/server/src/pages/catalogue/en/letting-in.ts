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
  mayBeWrong: [
    'A code has eight letters, no vowel among them and no digit.',
    'It is good for ten minutes, and is answered once.',
    'If you entered it in another browser before, answer it there.',
  ],
  tooManyTitle: 'Too many wrong codes',
  tooMany: (when: Part) => html`You can enter the next one ${when}.`,
  tooManyNext:
    'Nothing was let in. By then your device needs a new code: start the login there again, and enter it letter by letter.',
  approvedTitle: 'Your device is let in',
  approved: 'Go back to it: it goes on by itself within a few seconds. Stay signed in here until it does.',
  looksByItself: 'This page notices when it has come back.',
  stopped: 'It has not come back.',
  lookAgain: 'Look again',
  letIn: 'It came back for its login and works with it. You can close this page.',
  approvedListed: (link: (text: string) => Part) =>
    html`What you let in is listed under ${link('my logins')}, and can be ended there.`,
  deniedTitle: 'Nothing was let in',
  denied: 'The device is told that you denied it.',
  deniedHint: (link: (text: string) => Part) =>
    html`If you did not start a login yourself, somebody may have tried to use your account. ${link('See what is let in')}.`,
  expiredTitle: 'This code ran out',
  expired: 'Nobody answered it within ten minutes, so nothing was let in.',
  notFetched: 'You approved it, but the device did not come back in time, so nothing was let in.',
  startAgain: 'Start the login on the device again. It shows you a new code.',
  enterNew: 'Enter the new code',
  answeredBefore: (when: Part) =>
    html`You answered this code ${when}. A code is answered once: nothing has changed now.`,
  compareTitle: 'Is this your device?',
  mustShow: 'Your device must show exactly this code:',
  spelled: (letters: string) => `Letter by letter: ${letters}`,
  warning: html`<strong>Go on only if it does, and you started this login yourself just now.</strong> Whoever sent you this
    code or a link to it, whatever they say, would get into your account.`,
}

export const consent = {
  title: (client: string) => `Let ${client} in?`,
  warning: html`<strong>Go on only if you started this login yourself just now.</strong> If you followed a link that somebody
    sent you, deny it.`,
  goesElsewhere: 'to another server',
  program: 'Program',
  answeredAt: 'The answer goes to',
  thisMachine: (host: string) => `this machine (${host})`,
  appOf: (protocol: string) => `the app that opens ${protocol}`,
  callsItself: 'Calls itself',
  nothing: 'nothing',
  asked: 'Asked',
  fromAddress: 'From the address',
  unknown: 'unknown',
  sameAddress: 'the same as yours',
  sameNetwork: 'in your network',
  otherNetwork: 'another network',
  otherNetworkHint: (yours: Part) =>
    html`This browser comes from ${yours}. They differ where the device is a server or a phone; if it is beside you, deny it.`,
  runsOut: 'Runs out',
  software: 'Software',
  silentProgram: 'it does not say',
  asksTo: 'It asks to',
  notYours: 'not yours to give',
  takesCode:
    'Whatever lets it change things takes your second factor. It needs no code for five minutes then.',
  approve: 'Let it in',
  approveByPasskey: 'Let it in with a passkey',
  into: (username: Part) =>
    html`It gets into the account <strong>${username}</strong>, until you end it under my logins.`,
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
