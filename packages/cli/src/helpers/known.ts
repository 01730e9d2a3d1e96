/** Whether a registry that this person logs in to, or that the environment has a token for, is at some address. */
import type { SourceName } from '@latchkey/client'
import { defaultFolder, mayCarry, placeOf, variableFor } from '@latchkey/client/kept'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Chosen, readSettings, registryAddress, type Settings } from '../registries/index.ts'

/** What Latchkey's servers are told as a user name, which they ignore; programs cannot do without one. */
export const anyUsername = '__token__'

export interface Known {
  readonly asked: { readonly registry: string; readonly account?: string }
  /** Whoever names an account means its login, whatever the environment holds. */
  readonly sources?: readonly SourceName[]
  /** As they were when it was found. */
  readonly settings: Settings
}

/**
 * The one of exactly that origin with the longest path that the address lies below; undefined where none does. A user
 * name other than `__token__` means an account: where no login of that name is known, there is none, never another's.
 */
export async function registryAt(
  desk: Desk,
  place: URL,
  username: string | undefined,
): Promise<Known | undefined | Refusal> {
  const settings = await settingsAt(desk)
  if (refused(settings)) return settings
  const named = username === anyUsername ? undefined : username
  const [best] = [...inEnvironment(place, desk.environment), ...settings.known]
    .filter(known => named === undefined || known.account === named || known.username === named)
    .map(({ registry }) => ({ registry, at: placeOf(registry) }))
    .flatMap(({ registry, at }) => (refused(at) || !mayCarry(at, place) ? [] : [{ registry, at }]))
    .sort((one, other) => other.at.pathPrefix.length - one.at.pathPrefix.length)
  if (best === undefined) return undefined
  const { registry } = best
  return named === undefined
    ? { asked: { registry }, settings }
    : { asked: { registry, account: named }, settings, sources: ['login'] }
}

/** Those that somebody logs in to here. */
export async function knownRegistries(desk: Desk): Promise<readonly Chosen[] | Refusal> {
  const settings = await settingsAt(desk)
  return refused(settings) ? settings : settings.known
}

async function settingsAt({ environment, platform }: Desk): Promise<Settings | Refusal> {
  const folder = defaultFolder(environment, platform)
  return refused(folder) ? folder : readSettings(folder)
}

/** What is in the environment is for the registry that it names, or for the one whose name it is under. */
function inEnvironment({ origin }: URL, environment: Desk['environment']): readonly Chosen[] {
  const registry = environment['LATCHKEY_REGISTRY']?.trim()
  const own = variableFor(origin)
  return [
    ...(registry ? [{ registry: registryAddress(registry) }] : []),
    ...(own !== undefined && environment[own]?.trim() ? [{ registry: origin }] : []),
  ]
}
