/** The first pages: welcome, home, signing in, set-up, invitations. */
import { html, type Part } from '../../layout/markup.ts'

export const welcome = {
  title: 'One login for every registry',
  heading: 'One login for every package registry',
  lead: 'Latchkey stands in front of this registry. The clients you already use work unchanged, with keys that can do exactly what you said, for as long as you said, until you revoke them.',
  noAccount: 'No account? Open the invitation link you were sent.',
  points: [
    {
      title: 'Narrow',
      text: 'A key publishes one package and reads one repository, if that is all it is for.',
    },
    {
      title: 'Visible',
      text: 'See what each key may do, when it was last used, from where and by which client.',
    },
    { title: 'Revocable', text: 'One press, and the key is dead everywhere, with every token made from it.' },
  ],
  installing: 'Only here to install?',
  publicNeedsNone: 'A public repository needs no account:',
}

export const home = {
  title: 'Home',
  hello: (username: string) => `Hello, ${username}`,
  organizations: 'My organizations',
  createOrganization: 'Create an organization',
  noneButYours: (link: (text: string) => Part) =>
    html`There is none yet. ${link('Create the first organization')}: packages belong to organizations.`,
  none: 'You belong to none yet. Ask somebody who owns one for an invitation link.',
  noRepository: 'No repository yet.',
  keys: 'My keys',
  makeKey: 'Make a key',
  noKey: (link: (text: string) => Part) =>
    html`No key works at the moment. ${link('Make one')} for the first client that needs it.`,
  allKeys: 'All my keys',
  commands: 'Next commands',
  yourKey: 'Wherever it says YOUR-KEY, put a key that may do it.',
}

export const signIn = {
  title: 'Sign in',
  username: 'Username',
  password: 'Password',
  noAccount: 'No account yet? Open the invitation link you were sent.',
  codeTitle: 'One more step',
  codeAsked: (username: Part) =>
    html`The password is right. <strong>${username}</strong> has a second factor, so a code is asked for besides.`,
  notYou: (username: Part, button: (text: string) => Part) => html`Not ${username}? ${button('Start again')}`,
  lostBoth: 'Neither the app nor a recovery code? Ask an administrator of this server for a link.',
}

export const register = {
  username: 'Username',
  usernameHint: 'Small letters, digits and hyphens. It cannot be changed later.',
  email: 'E-mail',
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
