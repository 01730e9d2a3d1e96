/** What happened, in a sentence each, and what is told of it besides. */
import { eventNames } from '../../../audit/index.ts'
import { html, type Part } from '../../layout/markup.ts'

export const events = {
  own: 'My events',
  title: 'Events',
  of: (displayName: string) => `Events of ${displayName}`,
  show: 'Show',
  everything: 'everything',
  none: 'Nothing of this kind is written down here.',
  older: 'Older events',
  by: 'By',
  from: 'From',
  with: 'With',
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
