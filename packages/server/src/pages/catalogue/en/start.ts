/** The first pages: welcome, home, signing in, set-up, invitations. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const welcome = {
  title: 'One login for every registry',
  heading: 'One login for every package registry',
  lead: 'Latchkey stands in front of this registry. twine, pip, mix and the other clients you already use work unchanged: with tokens that can do one thing for a quarter of an hour, or with keys as narrow as you make them.',
  done: {
    'signed-out': 'You are signed out on this browser.',
    deleted: 'Your account is deleted.',
  },
  noAccount: 'No account? Open your invitation link.',
  isEmpty:
    'Nobody has an account here yet. Open the link that this server wrote to its terminal, or its log, when it started.',
  example:
    'Log in once, in a browser; then every run gets a token for what it is about to do. A key for one package publishes no other.',
  points: [
    {
      title: 'As narrow as the job',
      text: 'One package, one file, one network, a quarter of an hour: whoever holds a key cuts it down, without asking the server.',
    },
    {
      title: 'Seen',
      text: 'What each key may do in plain words, and when, from where and by which client it was last used.',
    },
    {
      title: 'Dead within a second',
      text: 'Revoke a key, and it stops on every node, with every token that was ever cut from it.',
    },
  ],
  installing: html`<strong>Only here to install?</strong> A public repository needs no account:`,
}

export const home = {
  title: 'Home',
  hello: (username: string) => `Hello, ${username}`,
  attention: {
    title: 'Needs your attention',
    todoFor: (todo: string, what: string) => `${todo}: ${what}`,
    email: 'is not verified: nobody knows yet that it is yours.',
    verify: 'Verify it',
    expires: (when: Part) => html`expires ${when}.`,
    rotate: 'Rotate it',
    tooWide: 'may do more than one job needs, or for longer.',
    tighten: 'Restrict it',
    stale: (when: Part) => html`was last used ${when}.`,
    neverUsed: (when: Part) => html`was made ${when}, and never used.`,
    revoke: 'Revoke it',
    more: 'See all keys that ask for a look',
  },
  organizations: 'My organizations',
  createOrganization: 'Create an organization',
  noneButYours: (link: (text: string) => Part) =>
    html`You belong to none. ${link('Create one')}: packages belong to organizations.`,
  none: 'You belong to none yet. Ask somebody who owns one for an invitation link.',
  noRepository: 'No repository yet.',
  alsoIn: 'And in',
  keys: 'My keys',
  makeKey: 'Make a key',
  noKey: (link: (text: string) => Part) =>
    html`No key works at the moment. ${link('Make one')} for a machine where nobody logs in.`,
  /** `more`: and others that were not counted. */
  allKeys: (count: number, more: boolean) =>
    more
      ? 'All my keys'
      : plural(count, { one: 'All my keys: one works', other: `All my keys: ${count} work` }),
  usedLast: (when: Part) => html`used ${when}`,
  notUsedYet: 'not used yet',
  logins: 'My logins',
  noLogin: 'Nothing is logged in yet.',
  allLogins: (count: number, more: boolean) =>
    more
      ? 'All my logins'
      : plural(count, { one: 'All my logins: one works', other: `All my logins: ${count} work` }),
  events: 'What happened last',
  allEvents: 'All that happened',
  getGoing: 'Get going',
  getGoingWith: 'With which repository',
  withKey: 'With a key instead: in CI, or for clients that know nothing of Latchkey',
  yourKey: 'Wherever it says YOUR-KEY, put a key that may do it.',
}

export const signIn = {
  forgotten: 'Forgot the password?',
  title: 'Sign in',
  username: 'Username',
  password: 'Password',
  cameFor: {
    device: 'Then you compare the code that your device shows.',
    program: 'Then you see which program wants to be let in, and decide.',
    invitation: 'Then you can accept the invitation.',
    code: 'Then you can give the code that a program was refused for.',
    page: 'Then you get to the page that you asked for.',
  },
  noAccount: 'No account yet? Open your invitation link.',
  codeTitle: 'One more step',
  codeAsked: (username: Part) =>
    html`The password is right. What is missing is the second factor of <strong>${username}</strong>.`,
  notYou: (username: Part, button: (text: string) => Part) => html`Not ${username}? ${button('Start again')}`,
  lostBoth: 'None of these at hand? Ask an administrator of this server for a link.',
}

export const register = {
  username: 'Username',
  usernameHint: 'Lower-case letters, digits and hyphens. It cannot be changed later.',
  email: 'E-mail address',
  setUp: {
    title: 'Set up Latchkey',
    introduction:
      'This makes the first account. It is an administrator: it creates organizations and runs the server. By that alone it reads and publishes nothing.',
    button: 'Create the administrator',
  },
  invited: {
    title: 'You are invited',
    button: 'Create my account',
    haveAccount: (link: (text: string) => Part) =>
      html`Do you have an account? ${link('Sign in')} and join with it.`,
    passItOn: 'You have an account already. This link is for somebody without one: pass it on.',
    joinAs: (username: string) => `Join as ${username}`,
    opensOrganization: (organization: Part, role: Part) =>
      html`This link makes you a member of <strong>${organization}</strong> with the role <strong>${role}</strong>. It works once.`,
    opensAccount: 'This link makes you an account. It works once.',
    opensAdministrator: 'This link makes you an account that runs the server. It works once.',
  },
}
