/** What was asked for on the command line, as a place that files can be written for. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { nearest } from '@latchkey/protocol/command'
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import type { ClientSetup, Place } from './client-setup.ts'
import { clients } from './clients/index.ts'

export interface AskedPlace {
  readonly client: string | undefined
  readonly repository: string | undefined
  readonly name: string | undefined
  readonly account: string | undefined
  readonly remove: boolean
}

export interface FoundPlace {
  readonly client: ClientSetup
  readonly place: Place
}

/** `at`: the registry, and where what is Latchkey's own lies. */
export function placeAt(
  { environment, platform }: Desk,
  asked: AskedPlace,
  { origin, folder }: Pick<Place, 'origin' | 'folder'>,
): FoundPlace | Refusal {
  const client = clients.find(each => each.name === asked.client)
  if (client === undefined) return noClient(asked.client)
  const home = environment['HOME']
  if (!home) return refuse('usage', 'It is not known where your settings are.', 'Set HOME.')
  const about = subjectOf(client, asked, origin)
  if (refused(about)) return about
  const { account } = asked
  if (account !== undefined && !client.knowsAccounts) return noAccounts(client.name)
  if (account !== undefined && !accountable.test(account)) return noAccount
  const name = asked.name ?? about.organization
  if (!nameable.test(name) || reserved.has(name)) return badName(name)
  return {
    client,
    place: {
      ...(account !== undefined && { account }),
      ...{ ...about, name, origin, folder, home, environment, platform },
      exists: existsSync,
      find: (program, path = environment['PATH']) => find(program, path),
    },
  }
}

type Subject = Pick<Place, 'subject' | 'organization'>

function subjectOf({ name, ecosystem }: ClientSetup, asked: AskedPlace, origin: string): Subject | Refusal {
  const { repository } = asked
  if (ecosystem === undefined) {
    if (repository === undefined) return { subject: new URL(origin).host, organization: '' }
    return refuse('usage', `${name} is set up for a whole registry.`, `Type: latchkey setup ${name}`)
  }
  if (repository === undefined && asked.remove) return { subject: '', organization: '' }
  const [, organization] = new RegExp(`^${ecosystem}:([a-z0-9][a-z0-9-]{0,38})$`).exec(repository ?? '') ?? []
  if (repository !== undefined && organization !== undefined) return { subject: repository, organization }
  return refuse(
    'usage',
    repository === undefined
      ? 'It is not known which repository is meant.'
      : `${name} reads no ${quoted(repository, 60)}.`,
    `Type: latchkey setup ${name} --repository ${ecosystem}:ORGANIZATION`,
  )
}

/** Empty where nothing is called by it. */
const nameable = /^([A-Za-z0-9][A-Za-z0-9_-]{0,63})?$/

/** What twine means something else by. */
const reserved: ReadonlySet<string> = new Set(['distutils', 'server-login', 'pypi', 'testpypi'])

/** Usernames; none has a character that ends a value in some file. */
const accountable = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

const noAccount: Refusal<'usage'> = refuse(
  'usage',
  'That is the name of no account.',
  'Type: latchkey status',
)

function noAccounts(client: string): Refusal<'usage'> {
  return refuse(
    'usage',
    `${client} cannot be told which account is meant: it is whichever is used.`,
    'Leave --account out, and choose by: latchkey switch',
  )
}

function badName(name: string): Refusal<'usage'> {
  return refuse(
    'usage',
    `Nothing can be called ${quoted(name, 60)} there.`,
    'Choose another with --name: letters, digits, hyphens.',
  )
}

function noClient(typed: string | undefined): Refusal<'usage'> {
  const names = clients.map(({ name }) => name)
  const meant = typed === undefined ? undefined : nearest(typed, names)
  return refuse(
    'usage',
    typed === undefined ? 'It is not known what to set up.' : 'That is no client that Latchkey can set up.',
    meant === undefined ? `Name one of: ${names.join(', ')}.` : `Did you mean: latchkey setup ${meant}`,
  )
}

function find(program: string, path = ''): string | undefined {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map(folder => join(folder, program))
    .find(existsSync)
}
