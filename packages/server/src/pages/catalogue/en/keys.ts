/** Keys: listed, made, shown once, changed, revoked. */
import { html, type Part } from '../../layout/markup.ts'
import { pluralsOf } from '../plurals.ts'

const plural = pluralsOf('en')

export const keys = {
  ofPerson: 'My keys',
  ofOrganization: (displayName: string) => `Keys of ${displayName}`,
  make: 'Make a key',
  none: html`<strong>No keys yet.</strong> A key lets twine, pip and the like in, for exactly what it says.`,
  makeFirst: 'Make the first one',
  tick: (name: string) => `Tick ${name}`,
  revoke: 'Revoke',
  revokeOne: (name: string) => `Revoke ${name}`,
  revokeTicked: 'Revoke those that are ticked',
  mayDo: 'May do',
  role: 'Role',
  created: 'Created',
  expires: 'Expires',
  lastUsed: 'Last used',
  revokedSince: (when: Part) => html`revoked ${when}`,
  expiredSince: (when: Part) => html`expired ${when}`,
  never: 'never',
  oneRevoked: 'The key is revoked, and so is every token made from it.',
  severalRevoked: 'The keys are revoked, and so is every token made from them.',
  renamed: 'The key has its new name.',
  tightened: 'The key is restricted further, and so is every token made from it.',
}

export const keyPage = {
  title: (name: string) => `Key “${name}”`,
  rotated: (link: (text: string) => Part) =>
    html`It was rotated: ${link('another key')} has taken its place.`,
  name: 'Name',
  changes: 'Change it',
  attention: {
    expiring: 'It expires soon. Rotate it, and put the new key where this one is.',
    'too-wide': 'It may do more than most keys need to. Restrict it to what it is there for.',
    stale: 'It was not used for a long time. Revoke it where nobody needs it any more.',
    'never-used': 'It was never used. Revoke it where nobody needs it.',
  },
  rename: 'Rename',
  renameHint: 'Its text stays the same, and so does what it may do.',
  renameButton: 'Give it this name',
  rotate: 'Rotate',
  rotateHint: 'Makes a new key that may do the same for as long again, and shows it once.',
  overlap: 'This key works',
  overlapHint: 'Never longer than it would have.',
  overlaps: {
    '24': 'a day more',
    '168': 'a week more',
    '1': 'an hour more',
    '0': 'not a moment longer: it leaked',
  },
  rotateButton: 'Rotate the key',
  tighten: 'Restrict it further',
  tightenHint: 'To fewer packages, to networks, or to fewer days. Nothing is ever allowed again.',
  revoke: 'Revoke it',
  revokeHint: 'It stops working at once, with every token made from it. That cannot be undone.',
  usage: 'Used for',
  allUsage: 'All that it was used for',
  events: 'What happened to it',
  nothingYet: 'Nothing yet.',
  action: 'Action',
  where: 'Where',
  client: 'Client',
  network: 'Network',
  times: 'Times',
  unknown: 'unknown',
  published: 'Published with it',
  nothingThere: 'Nothing that is still there.',
  publishedFile: (what: Part, filename: Part, day: Part) => html`${what}: ${filename}, ${day}`,
  more: 'And more before these: the API lists all of it.',
}

export const keyUsage = {
  title: (name: string) => `What “${name}” was used for`,
  lead: 'By day, in UTC. Whatever was refused stands among the events.',
  everything: 'Everything',
  nothing: 'Nothing of this kind.',
  earlier: 'Earlier',
}

export const keyForm = {
  title: 'Make a key',
  lead: 'A key does what its rows say and nothing else, and never more than you may yourself.',
  check: 'Check',
  name: 'Name',
  nameHint: 'Where it will live: “laptop”, “release workflow of widget”.',
  role: 'Role',
  roleHint: 'What the key is to the organization. Its rows narrow that further; it stays as it is now.',
  mayDo: 'What it may do',
  row: (number: number) => `Row ${number}`,
  may: 'It may',
  where: 'Where',
  whereHint: 'A repository, or every one.',
  everythingReachable: 'Everything I can reach, now and later',
  everyRepository: (organization: string) => `Every repository of ${organization}`,
  package: 'Package',
  packageHint: 'One name, which need not exist yet. Empty: every package there.',
  addRow: 'Add another row',
  removeRow: (number: number) => `Remove row ${number}`,
  untilAndFrom: 'Until when, and from where',
  howLong: 'How long it works',
  expiries: {
    '30': '30 days',
    '90': '90 days',
    '365': '1 year',
    date: 'Until a day I choose',
    never: 'Never expires',
  },
  day: 'Day, if you choose one',
  neverHint: 'A key that never expires works until somebody remembers to revoke it, also where it leaked.',
  networks: 'Only from these networks',
  networksHint: 'One a line, like 10.0.0.0/8 or 2001:db8::/32. Empty: from everywhere.',
  make: 'Make the key',
  inWords: 'Say in words what it may do',
  cancel: 'Cancel',
  expiresOn: (day: Part) => html`It expires on ${day}.`,
  neverExpires: 'It never expires: it works until somebody revokes it.',
  choices: {
    read: { label: 'Read', hint: 'install: index, metadata, files' },
    publish: { label: 'Publish', hint: 'upload new files and versions' },
    retire: { label: 'Yank', hint: 'hide a version, or bring it back' },
    delete: { label: 'Delete', hint: 'remove for good' },
    maintain: { label: 'Maintain', hint: 'change who its maintainers are' },
    administer: { label: 'Administer', hint: 'members, keys and settings' },
    account: { label: 'Manage my keys', hint: 'make, list and revoke them' },
  },
}

/** What is wrong with what was typed into the form of a key. */
export const keyProblems = {
  name: 'Give the key a name, so that you know it again in the list.',
  role: 'Choose the role of the key.',
  nothing: 'Say what it may do at most, from where, or until when.',
  noRow: 'Tick at least one thing that the key may do.',
  emptyRow: 'Tick at least one thing that the key may do here.',
  organizational: (choice: string) =>
    `“${choice}” is about a whole organization: choose “Every repository of ...” and no package.`,
  packageWhere: 'Choose the repository that this package is in.',
  package: 'Write one package name as its clients do, without spaces: widget.',
  day: 'Choose a day, written like 2027-02-19.',
  dayPassed: 'Choose a day that has not passed.',
}

export const keyMade = {
  title: (name: string) => `“${name}” is made`,
  copyNow: html`<strong>Copy it now.</strong> This is the only time it is shown: the server does not keep it.`,
  theKey: 'the key',
  neverExpires: 'It never expires.',
  use: 'Use it',
  copied: 'I have copied it',
  another: 'Make another',
}

export const tightenKey = {
  title: (name: string) => `Restrict “${name}” further`,
  lead: 'What is said here and what stands below must both allow it, at once and for every token made from it. Nothing is ever allowed again.',
  until: 'Until the end of this day at most',
  button: 'Restrict it',
  leave: 'Leave it as it is',
}

export const revokeKeys = {
  ofOne: (name: string) => `Revoke “${name}”`,
  ofSeveral: (count: number) => `Revoke ${count} ${plural(count, { one: 'key', other: 'keys' })}`,
  question: (what: string) => `${what}?`,
  leadOne: 'It stops working at once, with every token made from it. That cannot be undone.',
  leadSeveral: 'They stop working at once, with every token made from them. That cannot be undone.',
  used: 'In use: this was done in the last seven days',
  usedFor: (name: Part, done: readonly string[]) =>
    html`${name}: ${done.length === 0 ? 'used' : done.join(', ')}`,
  notUsed: (count: number) =>
    plural(count, {
      one: 'It was not used in the last seven days.',
      other: 'None of them was used in the last seven days.',
    }),
  typeNumber: (count: string) => `To go on, type how many keys these are: ${count}`,
  typeName: (name: string) => `To go on, type the name of the key: ${name}`,
  notNumber: (count: string) => `Type ${count} here, if you mean to revoke all of them.`,
  notName: (name: string) => `Type ${name} here, if you mean this key.`,
  keepOne: 'Keep it',
  keepSeveral: 'Keep them',
}
