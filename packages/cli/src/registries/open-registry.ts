/** The registry that a command is about, and a client for it: one resolver for every command. */
import type { AuthClient, AuthClientOptions, Locks, Store } from '@latchkey/client'
import { text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { callbacksAt } from './callbacks.ts'
import { type Asked, chooseRegistry } from './choose.ts'
import { type Chosen, readSettings, type Settings } from './settings.ts'
import { typedFor } from './typed-for.ts'

/** The options of every command that is about one registry. */
export const atRegistry = {
  registry: text('URL', 'The registry; else LATCHKEY_REGISTRY, else the one that `latchkey switch` chose.'),
  account: text('NAME', 'Which of several accounts there.'),
} as const

/** What this person keeps between commands. */
export interface Keepings {
  readonly settings: Settings
  readonly store: Store
  readonly locks: Locks
  /** Where credentials and settings lie. */
  readonly folder: string
}

export interface OpenRegistry extends Keepings {
  readonly client: AuthClient
  readonly chosen: Chosen
}

/** `more`: what one command needs otherwise of the client. */
export async function openRegistry(
  desk: Desk,
  asked: Asked,
  more: Partial<AuthClientOptions> = {},
): Promise<OpenRegistry | Refusal> {
  const keepings = await openKeepings(desk)
  if (refused(keepings)) return keepings
  const chosen = chooseRegistry(desk, asked, keepings.settings)
  if (refused(chosen)) return chosen
  const client = await clientFor(desk, keepings, chosen, more)
  return refused(client) ? client : { ...keepings, client, chosen }
}

export async function openKeepings(desk: Desk): Promise<Keepings | Refusal> {
  const { defaultFolder, openStore } = await import('@latchkey/client')
  const folder = defaultFolder(desk.environment, desk.platform)
  if (refused(folder)) return folder
  const settings = await readSettings(folder)
  if (refused(settings)) return settings
  const policy = storePolicy(desk)
  if (refused(policy)) return policy
  const { store, locks } = openStore({
    ...{ folder, policy, machine: await desk.machine() },
    onNotice: ({ message }) => desk.say(`latchkey: ${message}\n`),
  })
  return { settings, store, locks, folder }
}

/** A login that it makes is called after this machine, unless told. */
export async function clientFor(
  desk: Desk,
  { store, locks }: Pick<Keepings, 'store' | 'locks'>,
  chosen: Chosen,
  more: Partial<AuthClientOptions> = {},
): Promise<AuthClient | Refusal> {
  const { registry, account } = chosen
  const { createAuthClient } = await import('@latchkey/client')
  const machine = { ...(await desk.machine()), interactive: desk.person.isThere }
  return createAuthClient({
    ...{ registry, machine, store, locks, callbacks: callbacksAt(desk), deviceName: desk.hostName },
    ...(account !== undefined && { account }),
    loginCommand: typedFor('login', chosen),
    ...more,
  })
}

const policies = ['file', 'keychain', 'auto', 'memory'] as const

/** `LATCHKEY_STORE` says where credentials are kept: in a file of this person alone, unless told. */
function storePolicy({ environment }: Desk): (typeof policies)[number] | Refusal {
  const said = environment['LATCHKEY_STORE']?.trim() || 'file'
  return (
    policies.find(each => each === said) ??
    refuse('usage', 'LATCHKEY_STORE is none that there is.', `Set it to one of: ${policies.join(', ')}.`)
  )
}
