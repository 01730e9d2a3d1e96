/** Members of an organization, and who is invited to be one. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const members = {
  title: 'Members',
  of: (displayName: string) => `Members of ${displayName}`,
  you: 'you',
  since: (day: Part) => html`since ${day}`,
  more: 'More members',
  beginsWith: 'Username begins with',
  withRole: 'Role',
  anyRole: 'any',
  find: 'Find',
  noneSuch: 'No member matches.',
  secondFactor: 'Second factor',
  withOrWithout: 'with or without',
  hasOne: 'second factor',
  hasNone: 'no second factor',
  roleOf: (username: string) => `Role of ${username}`,
  save: 'Save',
  saveRoleOf: (username: string) => `Save the role of ${username}`,
  roleChanged: 'The role was changed. It holds at once.',
  remove: 'Remove',
  removeOne: (username: string) => `Remove ${username}`,
  leave: 'Leave',
  leaveIt: (displayName: string) => `Leave ${displayName}`,
  removed: 'Removed: with their keys and logins they reach nothing here any more.',
  removeTitle: (username: string) => `Remove ${username}?`,
  leaveTitle: (displayName: string) => `Leave ${displayName}?`,
  ends: 'What ends at once',
  endsRole: (displayName: Part, role: Part) =>
    html`The role <strong>${role}</strong> in ${displayName}, and with it everything private there.`,
  endsKeys: (displayName: Part) =>
    html`The account’s own keys and logins reach nothing of ${displayName} any more. They go on working elsewhere.`,
  endsInvitations: 'Invitations that it made and nobody used.',
  stays: 'What stays',
  maintains: (packages: Part) =>
    html`As a maintainer it may still publish and retire ${packages}. Take that away on the page of each package.`,
  staysPublished: 'What it published, under its name.',
  staysKeys:
    'The organization’s own keys, also those that it made. Whoever copied one still has it: rotate those that matter.',
  keep: 'Keep them',
  stay: 'Stay',
  invite: 'Invite somebody',
  whatRolesDo: 'What each role does',
  roles: {
    read: 'looks up and installs',
    write: 'also publishes new packages and their own',
    admin: 'also every package, and the organization’s keys',
    owner: 'also members and settings',
  },
}

export const invitations = {
  title: 'Invitations',
  of: (displayName: string) => `Invitations to ${displayName}`,
  invite: 'Invite somebody',
  email: 'E-mail address',
  emailHint: 'They get a link that works once. Without their address, make a link and hand it over yourself.',
  role: 'Their role',
  goodFor: 'Good for',
  days: (count: number) => `${count} ${plural(count, { one: 'day', other: 'days' })}`,
  send: 'Send the invitation',
  makeLink: 'Make a link',
  open: 'Open',
  none: 'No invitation is open.',
  older: 'Older invitations',
  byLink: 'Whoever has the link',
  made: (by: Part, when: Part) => html`made by ${by}, ${when}`,
  nobody: 'somebody who is gone',
  until: (when: Part) => html`expires ${when}`,
  worksNoMore: 'Works no more: whoever made it is no owner any more.',
  sendAgain: 'Send again',
  sendAgainTo: (whom: string) => `Send again: ${whom}`,
  withdraw: 'Withdraw',
  withdrawOf: (whom: string) => `Withdraw: ${whom}`,
  sent: 'The invitation is on its way.',
  withdrawn: 'The invitation was withdrawn. Its link does nothing any more.',
  linkTitle: 'Send this link',
  linkHint: (displayName: Part, role: Part, day: Part) =>
    html`Whoever opens it first joins ${displayName} with the role <strong>${role}</strong>. It works once, until ${day}, and is shown
      only now.`,
  theLink: 'the link',
  done: 'Done',
}
