/** One's own account: password, browsers, logins, and a code for one of them. */
import { html, type Part } from '../../layout/markup.ts'

export const accountSections = {
  overview: 'Overview',
  secondFactor: 'Second factor',
  passkeys: 'Passkeys',
  logins: 'Logins',
  sessions: 'Browsers',
  events: 'Events',
}

export const logins = {
  title: 'My logins',
  endAll: 'End all of them',
  lead: 'Every program that you let into your account, on each device. Ending a login ends everything that was made from it, at once.',
  notBrowsers: (browsers: (text: string) => Part) =>
    html`Where you are signed in to these pages yourself is listed under ${browsers('Browsers')}.`,
  enterCode: 'Log in a device',
  none: 'No program is let in. Start to log in at the program itself: it opens this server, or shows you a code.',
  noneHere: 'No program among these is let in.',
  over: 'Over',
  earlier: 'Show earlier ones',
  login: 'Login',
  tick: (name: string) => `Tick ${name}`,
  endTicked: 'End what is ticked',
  tickFirst: 'Nothing was ended: tick each login that is to end.',
  end: 'End',
  endOf: (name: string) => `End ${name}`,
  name: (client: string, device: string) => `${client} on ${device}`,
  mayDo: 'May do',
  letInOn: (day: Part) => html`let in ${day}`,
  ends: 'Ends',
  endsUnlessUsed: (when: Part) => html`${when}, unless it is used`,
  ended: 'Ended',
  lastUsed: 'Last used',
  why: {
    unused: 'over: not used for long',
    stolen: 'ended: a copy of it was used',
    restored: 'ended: the server was restored',
    withdrawn: 'ended: its master key was withdrawn',
    ended: 'ended',
  },
  endOne: (name: string) => `End ${name}?`,
  endThese: (count: number) => `End these ${count} logins?`,
  whatStops: 'The program has to log in again before it does anything more in your name.',
  whatStopsOfThese: 'Each of these programs has to log in again before it does anything more in your name.',
  endIt: 'End it',
  endThem: 'End them',
  keepIt: 'Keep it',
  confirmTitle: 'End all your logins?',
  confirm: 'Every program on every device has to log in again. Your keys and browsers stay as they are.',
  keepThem: 'Keep them',
  oneDone: 'That login is ended.',
  severalDone: 'These logins are ended.',
  allDone: 'All your logins are ended.',
}

export const stepUp = {
  title: 'A one-time code',
  ofLogin: (name: Part) =>
    html`For five minutes the login <strong>${name}</strong> may then change whatever it is allowed to. Give a code only if you were
      just about to do that yourself.`,
  ofKey: (name: Part) =>
    html`For five minutes the key <strong>${name}</strong> may then change whatever it is allowed to. Give a code only if you were
      just about to do that yourself.`,
  refusedLast: 'What was refused',
  with: 'Client',
  from: 'From',
  when: 'When',
  button: 'Go on for five minutes',
  leave: 'Cancel',
  openTitle: 'Now do it again',
  openForLogin: (name: Part) => html`The login <strong>${name}</strong> needs no other code.`,
  openForKey: (name: Part) => html`The key <strong>${name}</strong> needs no other code.`,
  closes: 'The window closes',
  typeAgain: 'Go back to the program, and type the same command once more:',
  sameAgain: html`Go back to the program, and do the same once more. In a terminal press <kbd>↑</kbd> and <kbd>Enter</kbd>.`,
  theCommand: 'the command',
  noSecondFactor: (link: (text: string) => Part) =>
    html`Your account has no second factor that could make one. ${link('Add one')} first.`,
}
