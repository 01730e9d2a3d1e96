/** The registry that a command is about, and a client for it: one resolver for every command. */
import type { AuthClient, AuthClientOptions, Locks, Store } from '@latchkey/client'
import { text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { callbacksAt } from './callbacks.ts'
import { type Chosen, readSettings, type Settings } from './settings.ts'

/** The options of every command that is about one registry. */
export const atRegistry = {
  registry: text('URL', 'The registry; else LATCHKEY_REGISTRY, else the one that `latchkey switch` chose.'),
  account: text('NAME', 'Which of several accounts there.'),
} as const

export interface OpenRegistry {
  readonly client: AuthClient
  readonly chosen: Chosen
  readonly settings: Settings
  readonly store: Store
  readonly locks: Locks
  /** Where this person's credentials and settings lie. */
  readonly folder: string
}

export interface Asked {
  readonly registry?: string | undefined
  readonly account?: string | undefined
}

/** `more`: what one command needs otherwise of the client. */
export async function openRegistry(
  desk: Desk,
  asked: Asked,
  more: Partial<AuthClientOptions> = {},
): Promise<OpenRegistry | Refusal> {
  const { createAuthClient, defaultFolder, openStore } = await import('@latchkey/client')
  const folder = defaultFolder(desk.environment, desk.platform)
  if (refused(folder)) return folder
  const settings = await readSettings(folder)
  if (refused(settings)) return settings
  const chosen = chooseRegistry(desk, asked, settings)
  if (refused(chosen)) return chosen
  const machine = { ...(await desk.machine()), interactive: desk.person.isThere }
  const policy = storePolicy(desk)
  if (refused(policy)) return policy
  const { store, locks } = openStore({
    ...{ folder, machine, policy },
    onNotice: ({ message }) => desk.say(`latchkey: ${message}\n`),
  })
  const { registry, account } = chosen
  const client = createAuthClient({
    ...{ registry, machine, store, locks, callbacks: callbacksAt(desk) },
    ...(account !== undefined && { account }),
    ...more,
  })
  return refused(client) ? client : { client, chosen, settings, store, locks, folder }
}

/** First hit wins, empty means unset. Named by `--registry`, the account is the one used there last, if any. */
function chooseRegistry({ environment }: Desk, asked: Asked, { current, known }: Settings): Chosen | Refusal {
  const registry = asked.registry ?? (environment['LATCHKEY_REGISTRY']?.trim() || undefined)
  const found = registry === undefined ? (current ?? known[0]) : { registry, ...accountAt(registry) }
  if (found === undefined) return noRegistry
  return asked.account === undefined ? found : { ...found, account: asked.account }

  function accountAt(address: string): Pick<Chosen, 'account'> {
    return current?.registry === address && current.account !== undefined ? { account: current.account } : {}
  }
}

const noRegistry: Refusal<'no_registry'> = refuse(
  'no_registry',
  'It is not known which registry is meant.',
  'Run: latchkey login https://packages.example.com (or set LATCHKEY_REGISTRY)',
)

const policies = ['file', 'keychain', 'auto', 'memory'] as const

/** `LATCHKEY_STORE` says where credentials are kept: in a file of this person alone, unless told. */
function storePolicy({ environment }: Desk): (typeof policies)[number] | Refusal {
  const said = environment['LATCHKEY_STORE']?.trim() || 'file'
  return (
    policies.find(each => each === said) ??
    refuse('usage', 'LATCHKEY_STORE is none that there is.', `Set it to one of: ${policies.join(', ')}.`)
  )
}
