/** Which registry and account is meant. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { hasScheme, registryAddress } from './registry-address.ts'
import type { Chosen, Settings } from './settings.ts'

export interface Asked {
  readonly registry?: string | undefined
  readonly account?: string | undefined
}

/** First hit wins, empty means unset: what was typed, `LATCHKEY_REGISTRY`, what `latchkey switch` chose, what is known. */
export function chooseRegistry(
  { environment }: Pick<Desk, 'environment'>,
  asked: Asked,
  { current, known }: Settings,
): Chosen | Refusal<'no_registry' | 'usage'> {
  const named = asked.registry ?? (environment['LATCHKEY_REGISTRY']?.trim() || undefined)
  const registry = named === undefined ? (current ?? known[0])?.registry : registryAddress(named)
  if (registry === undefined) return noRegistry
  if (!hasScheme(registry)) return noAddress(asked.registry === undefined)
  const there = known.filter(each => each.registry === registry)
  const { account } = asked
  if (account !== undefined) return accountAmong(there, account) ?? { registry, account }
  if (current?.registry === registry) return current
  return there.find(each => each.account === undefined) ?? there[0] ?? { registry }
}

/** By the name that it was logged in with, else by who it turned out to be. */
export function accountAmong(known: readonly Chosen[], account: string): Chosen | undefined {
  return known.find(each => each.account === account) ?? known.find(each => each.username === account)
}

/** Not repeated: it may be a token that was pasted. */
function noAddress(ofEnvironment: boolean): Refusal<'usage'> {
  const what = ofEnvironment ? 'What stands in LATCHKEY_REGISTRY' : 'That'
  return refuse('usage', `${what} is no address of a registry.`, 'Write it like https://packages.example.com')
}

const noRegistry = refuse(
  'no_registry',
  'It is not known which registry is meant.',
  'Run: latchkey login https://packages.example.com (or set LATCHKEY_REGISTRY)',
)
