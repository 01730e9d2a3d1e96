/** Organizations: members, roles, policy, repositories. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const organization = {
  you: (role: string) => `you: ${role}`,
  overview: 'Overview',
  members: 'Members',
  keys: 'Keys',
  policy: 'Policy',
  events: 'Events',
  repositories: 'Repositories',
  createRepository: 'Create a repository',
  none: 'There is none yet. An owner creates the first one.',
  noneButYours: (link: (text: string) => Part) =>
    html`There is none yet. ${link('Create the first one')}, then upload to it.`,
  visibility: { private: 'private to read', public: 'public to read' },
  visibilities: { private: 'private', public: 'public' },
}

export const createOrganization = {
  title: 'Create an organization',
  introduction: 'Packages belong to organizations. You will be its first owner.',
  name: 'Name',
  nameHint: 'Small letters, digits and hyphens. It is part of every address and cannot be changed later.',
  displayName: 'Display name',
  displayNameHint: 'What people read. Empty: the same as the name.',
  button: 'Create the organization',
  cancel: 'Cancel',
}

export const createRepository = {
  title: 'Create a repository',
  ecosystem: 'Ecosystem',
  ecosystemHint: 'Which clients use it. An organization has one repository in each.',
  whoReads: 'Who may read it',
  private: 'Private',
  privateHint: 'members, and keys that may read it',
  public: 'Public',
  publicHint: 'everybody, without a key',
  button: 'Create the repository',
  cancel: 'Cancel',
}

export const repository = {
  packages: 'Packages',
  none: 'Nothing is published here yet. The first upload makes its package.',
  since: (day: Part) => html`since ${day}`,
  more: 'More packages',
  use: 'Use it',
  makeKey: 'Make a key for it',
  visibility: 'Visibility',
  save: 'Save',
}

export const members = {
  title: 'Members',
  of: (displayName: string) => `Members of ${displayName}`,
  since: (day: Part) => html`since ${day}`,
  more: 'More members',
  roleOf: (username: string) => `Role of ${username}`,
  save: 'Save',
  saveRoleOf: (username: string) => `Save the role of ${username}`,
  remove: 'Remove',
  removeOne: (username: string) => `Remove ${username}`,
  removeTitle: (username: string) => `Remove ${username}?`,
  removeConfirm: (displayName: Part) =>
    html`Their keys reach nothing of ${displayName} any more, at once, but for packages they maintain. The organization’s own
      keys stay.`,
  keep: 'Keep them',
  invite: 'Invite somebody',
  theirRole: 'Their role',
  makeLink: 'Make a link',
  linkTitle: 'Send this link',
  linkHint: (role: Part) =>
    html`Whoever opens it first joins with the role <strong>${role}</strong>. It works once, for seven days, and is shown only
      now.`,
  theLink: 'the link',
  done: 'Done',
  roles: {
    read: 'looks up and installs',
    write: 'also publishes new packages and their own',
    admin: 'also every package, and the organization’s keys',
    owner: 'also members and settings',
  },
}

export const policy = {
  title: 'Policy',
  of: (displayName: string) => `Policy of ${displayName}`,
  introduction: (displayName: Part) =>
    html`What ${displayName} asks beyond roles. A change holds at once, on every device.`,
  secondFactor: 'Second factor',
  requireSecondFactor: 'Required of everybody',
  requireSecondFactorHint: 'whoever has none sees and does nothing here',
  keysNeedWindow: 'Asked for with people’s own keys',
  keysNeedWindowHint: 'they change something only within five minutes of a one-time code',
  longest: 'Days that keys work for at most',
  longestHint: 'Keys that were made to work for longer do nothing here. Empty for no limit.',
  makers: 'Who makes keys of the organization',
  makersAre: { admin: 'Admins and owners', owner: 'Owners alone' },
  exchange: 'People’s own keys can be exchanged for short tokens that read its repositories',
  exchanges: { allow: 'Yes', warn: 'Yes, with a warning', refuse: 'No' },
  save: 'Save',
  facts: {
    secondFactor: 'A second factor of everybody',
    required: 'required',
    notRequired: 'not required',
    ownKeys: 'People’s own keys',
    needCode: 'change something only after a one-time code',
    needNoCode: 'need no code',
    longest: 'Keys work for at most',
    noLimit: 'no limit',
    days: (count: number) => `${count} ${plural(count, { one: 'day', other: 'days' })}`,
    makers: 'Its own keys are made by',
    makersAre: { admin: 'admins and owners', owner: 'owners alone' },
    exchange: 'People’s own keys can be exchanged for reading',
  },
}
