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
  tightenHint: 'To fewer packages, to networks, or to fewer days. That cannot be undone.',
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
  lead: 'By day, in UTC. What was refused is among the events.',
  everything: 'Everything',
  nothing: 'Nothing of this kind.',
  earlier: 'Earlier',
}

export const keyMade = {
  title: (name: string) => `“${name}” is made`,
  rotatedTitle: (name: string) => `“${name}” is rotated`,
  oldEnds: (when: Part) =>
    html`<strong>The old key stops working ${when}.</strong> Put this one in its place before then.`,
  oldEnded: html`<strong>The old key does not work any more.</strong> Put this one in its place.`,
  copyNow: html`<strong>Copy it now.</strong> This is the only time it is shown: the server does not keep it.`,
  theKey: 'the key',
  neverExpires: 'It never expires.',
  use: 'Use it',
  copied: 'I have copied it',
  another: 'Make another',
}

export const tightenKey = {
  title: (name: string) => `Restrict “${name}” further`,
  lead: 'The key may then do only what it may do now and what you choose here allows as well. That applies at once, also to every token made from it, and cannot be undone.',
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
  usedFor: (name: Part, done: Part) => html`${name}: ${done}`,
  usedAtAll: 'used',
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
