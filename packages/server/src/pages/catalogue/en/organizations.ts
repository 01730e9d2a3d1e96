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
  invitations: 'Invitations',
  latest: 'What happened last',
  allEvents: 'All events',
  packagesIn: (count: number) =>
    `${count.toLocaleString('en')} ${plural(count, { one: 'package', other: 'packages' })}`,
  withoutSecondFactor: (count: number, all: number, link: (text: string) => Part) =>
    html`${link(`${count} of ${all} ${plural(all, { one: 'member', other: 'members' })}`)} ${plural(count, { one: 'has', other: 'have' })} no second factor.`,
  numbers: {
    packages: (count: number) => plural(count, { one: 'package', other: 'packages' }),
    members: (count: number) => plural(count, { one: 'member', other: 'members' }),
    keys: (count: number) => plural(count, { one: 'key that works', other: 'keys that work' }),
    invitations: (count: number) => plural(count, { one: 'open invitation', other: 'open invitations' }),
  },
  none: 'There is none yet. An owner creates the first one.',
  noneButYours: (link: (text: string) => Part) =>
    html`There is none yet. ${link('Create the first one')}, then upload to it.`,
  visibility: { private: 'private', public: 'public' },
}

export const createOrganization = {
  title: 'Create an organization',
  introduction: 'Packages belong to organizations. You will be its first owner.',
  name: 'Name',
  nameHint:
    'Lower-case letters, digits and hyphens. It is part of every address and cannot be changed later.',
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
  firstUpload: 'The first upload',
  none: (link: (text: string) => Part) =>
    html`Nothing is published here yet: the first upload makes its package. From a machine without a person, ${link('make a key')} for it.`,
  find: 'Find a package',
  search: 'Find',
  noneSuch: (text: string, link: (text: string) => Part) =>
    html`No package here has “${text}” in its name. ${link('See all of them')}.`,
  noMore: 'There are no more.',
  since: (day: Part) => html`since ${day}`,
  more: 'More packages',
  use: 'Use it',
  makeKey: 'Make a key for it',
  visibility: 'Visibility',
  save: 'Save',
  done: {
    visibility: 'Who may read it is saved.',
    reserved: 'The name is reserved for this repository.',
    released: 'The name is given up. Others may have it now.',
  },
}
