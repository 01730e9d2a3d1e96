/** Running the server: its health, everybody and everything on it. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const administration = {
  title: 'Administration',
  sections: {
    overview: 'Overview',
    accounts: 'Accounts',
    organizations: 'Organizations',
    clients: 'Clients',
    settings: 'Settings',
    events: 'Events',
  },
  more: 'Show more',
  search: 'Search',
  cancel: 'Cancel',
  shownOnce: 'It is shown only now: nobody can look it up later, not even an administrator.',
  done: 'Done',
}

export const administrationOverview = {
  status: {
    ready: 'Everything works',
    degraded: 'Nothing can be changed',
    'not ready': 'The server is not ready',
  },
  statusIs: {
    ready: 'Requests are answered, and the database takes changes.',
    degraded: 'The database takes no changes. What is published can still be read, and keys still open it.',
    'not ready': 'The database does not answer in time, or the server is starting or ending.',
  },
  node: 'This server',
  version: 'Version',
  since: 'Started',
  processes: 'Processes',
  database: 'Database',
  answersIn: (name: string, milliseconds: string) => `${name}, answers in ${milliseconds} ms`,
  answersNot: (name: string) => `${name}, does not answer`,
  files: 'Published files',
  free: (size: string) => `${size} free`,
  mail: 'Mail',
  mailWaiting: (count: number) =>
    count === 0 ? 'Nothing waits' : `${count} ${plural(count, { one: 'mail waits', other: 'mails wait' })}`,
  mailOldest: (when: Part) => html`the oldest was written ${when}`,
  mailInFolder: 'No mail server is set: each mail becomes a file in the data folder.',
  mailByServer: 'Sent by the mail server.',
  mailLate:
    'Mail has been waiting for more than an hour. See whether the mail server of the settings can be reached.',
  masterKeys: 'Master keys',
  masterKeysAre:
    'Every token is derived from one of these. They are rotated by commands on the machine itself.',
  masterKeyStates: { minting: 'makes new tokens', known: 'known', withdrawn: 'withdrawn' },
  masterKeyHere: {
    installed: 'installed here',
    missing: 'not installed here',
    another: 'another one is installed here under its name',
  },
}

export const administrationAccounts = {
  title: 'Accounts',
  invite: 'Invite somebody',
  beginsWith: 'Name or e-mail address',
  beginsWithHint: 'Its beginning is enough.',
  show: 'Show',
  only: { all: 'everybody', administrators: 'administrators', disabled: 'disabled accounts' },
  none: 'Nobody is found. Search for less, or show everybody.',
  administrator: 'administrator',
  disabled: 'disabled',
  secondFactor: 'second factor',
  noSecondFactor: 'no second factor',
  seen: (when: Part) => html`seen ${when}`,
  neverSeen: 'not seen lately',
  organizations: (count: number) =>
    `${count}\u00a0${plural(count, { one: 'organization', other: 'organizations' })}`,
}

export const administrationAccount = {
  email: 'E-mail address',
  made: 'Made',
  lastSeen: 'Last seen',
  secondFactor: 'Second factor',
  active: 'active',
  missing: 'none',
  organizations: 'Organizations',
  noOrganization: 'A member of none.',
  events: 'Events of this account',
  letInAgain: 'Let in again',
  letInAgainIs:
    'A link with which the person sets a new password. It works once, for a day. Every browser is signed out now, and every login ends when the password is set; keys stay.',
  takeSecondFactor: 'The second factor may be taken away with it',
  takeSecondFactorHint:
    'Only where the app and the recovery codes are lost: make sure that it is this person who asks.',
  makeLink: 'Make the link',
  linkTitle: (username: string) => `A new password for ${username}`,
  linkIs: (username: Part) =>
    html`Give this link to <strong>${username}</strong> yourself, on a way that you trust.`,
  theLink: 'the link',
  backToAccount: 'Back to the account',
  signOut: 'Sign out everywhere',
  signOutButton: 'Sign out',
  signOutIs: 'Every browser is signed out and every login of a program ends, at once. Keys stay.',
  administrator: 'Running the server',
  administratorIs:
    'An administrator sees these pages. By that alone they read and publish nothing of any organization.',
  grant: 'Make an administrator',
  withdraw: 'No longer an administrator',
  keepOut: 'Keep out',
  keepOutIs:
    'Every browser is signed out, nobody signs in any more, and its keys and logins are refused within a second. It can be undone.',
  disable: 'Disable the account',
  enable: 'Enable the account',
  isDisabled: (when: Part) => html`Disabled ${when}. Nobody signs in, and its keys are refused.`,
  delete: 'Delete for good',
  deleteShort: 'Its name has to be typed first. It cannot be undone.',
  deleteTitle: (username: string) => `Delete ${username} for good?`,
  deleteIs:
    'The e-mail address, the password and everything else that is personal goes. Its keys are revoked, and it is a member and maintainer of nothing. What it published stays. Its name is never given to another. There is no way back.',
  typeName: (username: string) => `Type ${username} to confirm`,
  deleteButton: 'Delete the account',
  keep: 'Keep it',
  wasDone: {
    disabled: 'The account is disabled.',
    enabled: 'The account is enabled again.',
    granted: 'The account runs the server from now on.',
    withdrawn: 'The account does not run the server any more.',
    'signed-out': 'Every browser is signed out, and every login has ended.',
    deleted: 'The account is deleted.',
  },
}

export const administrationInvite = {
  title: 'Invite somebody',
  introduction: 'Whoever opens the link first makes an account with it. It works once, for seven days.',
  administrator: 'The account runs the server',
  administratorHint: 'It sees these pages, as you do.',
  makeLink: 'Make the link',
  linkTitle: 'Send this link',
  linkIs: { person: 'It makes an account.', administrator: 'It makes an account that runs the server.' },
}

export const administrationOrganizations = {
  title: 'Organizations',
  create: 'Create an organization',
  beginsWith: 'Name',
  none: 'None is found. Search for less, or create one.',
  since: (day: Part) => html`since ${day}`,
  made: 'Made',
  owners: 'Owners',
  disabled: 'disabled',
  ownersAre: (displayName: Part) =>
    html`They alone change members and settings of ${displayName}. An owner who cannot sign in is let in again on the page of
      their account; where none is left who answers, make somebody else one.`,
  username: 'Username',
  makeOwner: 'Make an owner',
  makeOwnerIs: 'It is written down in the events of the organization, for everybody there who may read them.',
  quota: 'Quota',
  used: (size: Part) => html`${size} are published now. A quota holds for what is published from now on.`,
  storage: 'All files together',
  file: 'One file',
  sizeHint: 'For example 10 GiB or 500 MiB. Empty for no limit.',
  save: 'Save',
  events: 'Events of this organization',
  wasDone: { owner: 'They are an owner now.', quota: 'The quota is saved.' },
  notASize: 'That is no size. Write a whole number with KiB, MiB, GiB or TiB, or leave it empty.',
}

export const administrationClients = {
  title: 'Clients',
  lead: 'Programs that may ask people to let them in (OAuth). Whoever does finds them among their logins.',
  create: 'Add a client',
  known: 'built in',
  kinds: { public: 'public', confidential: 'has a secret' },
  backTo: 'Sends people back to',
  device: 'device code alone',
  remove: 'Remove',
  removeOne: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeIs: 'Every login of it ends at once, whoever let it in. Its id is never given to another client.',
  keep: 'Keep it',
  removed: 'The client is removed, and its logins have ended.',
  name: 'Name',
  nameHint: 'What people read when it asks them to let it in.',
  redirectUris: 'Redirect URIs',
  redirectUrisHint:
    'One a line: where a browser may be sent back to. Empty where it logs in by device code alone.',
  confidential: 'It can keep a secret',
  confidentialHint: 'A program on a server of yours. What runs on people’s own machines cannot.',
  button: 'Add the client',
  madeTitle: (name: string) => `${name} is added`,
  id: 'Its id',
  theId: 'the id',
  secret: 'Its secret',
  theSecret: 'the secret',
}

export const administrationSettings = {
  title: 'Settings',
  lead: 'What this process was started with. They are set in the environment or in latchkey.json, and read when the server starts.',
  byDefault: 'default',
  none: 'none',
  redacted: 'set, and not shown',
}

export const administrationEvents = {
  title: 'All events',
  of: 'Account or organization',
}
