/** What happened, in a sentence each, and what is told of it besides. */
import { eventNames } from '../../../audit/index.ts'
import { html, type Part } from '../../layout/markup.ts'

export const events = {
  own: 'My events',
  title: 'Events',
  of: (displayName: string) => `Events of ${displayName}`,
  show: 'Show',
  everything: 'everything',
  none: 'No event matches.',
  noneYet: 'Nothing happened yet.',
  noneSoFar: 'None of the newer events matches. There are older ones to look through.',
  noneOlder: 'No older event matches.',
  older: 'Older events',
  newer: 'Newer events',
  further: 'Look through older ones',
  pages: 'More events',
  at: 'When (UTC)',
  name: 'Called',
  takeAlong: (csv: Part, jsonLines: Part) => html`Download all of these as ${csv} or ${jsonLines}.`,
  filter: {
    title: 'Filter',
    what: 'What happened',
    who: 'Who did it',
    package: 'Package',
    packageHint: 'like pypi:acme/widget',
    address: 'From the address',
    from: 'Since',
    to: 'Until',
    days: 'a day in UTC, itself included',
    apply: 'Show these',
    everything: 'Show everything',
    inForce: 'Shown are only',
    without: (filter: string) => `Without “${filter}”`,
    only: {
      who: (username: string) => `by ${username}`,
      package: (target: string) => target,
      address: (address: string) => `from ${address}`,
      from: (day: string) => `since ${day}`,
      to: (day: string) => `until ${day}`,
      key: (name: string) => `key ${name}`,
      login: (name: string) => `login ${name}`,
    },
  },
  by: 'By',
  from: 'From',
  with: 'Client',
  nothing: 'none',
  yes: 'yes',
  no: 'no',
  actors: { operator: 'a command on the server’s machine', nobody: 'somebody unknown' },
  means: {
    session: 'signed in',
    password: 'with the password',
    link: 'through a link',
    key: (name: Part) => html`with the key “${name}”`,
    login: (name: Part) => html`with the login “${name}”`,
    passkey: (name: Part) => html`with the passkey “${name}”`,
  },
  subjects: {
    account: 'Account',
    organization: 'Organization',
    repository: 'Repository',
    package: 'Package',
    key: 'Key',
    login: 'Login',
    passkey: 'Passkey',
    client: 'Client',
    'master key': 'Master key',
  },
}

/** The sentence of each event. */
export const eventSentences: Readonly<Record<keyof typeof eventNames, string>> = eventNames

/** What is told of an event, by its name there: nothing where that name says it itself. */
export const eventDetails: Readonly<Record<string, string>> = { sha256: 'SHA-256' }
