/** Whether a registry that this person logs in to, or that the environment has a token for, is at some address. */
import { defaultFolder, mayCarry, placeOf, variableFor } from '@latchkey/client'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Chosen, readSettings } from '../registries/index.ts'

/** What Latchkey's servers are told as a user name, which they ignore; programs cannot do without one. */
export const anyUsername = '__token__'

/**
 * The one of exactly that origin with the longest path that the address lies below; undefined where none does. A user
 * name other than `__token__` means an account: where no login of that name is known, there is none, never another's.
 */
export async function registryAt(
  desk: Desk,
  place: URL,
  username: string | undefined,
): Promise<Chosen | undefined | Refusal> {
  const known = await knownRegistries(desk)
  if (refused(known)) return known
  const account = username === anyUsername ? undefined : username
  return [...inEnvironment(place, desk.environment), ...known]
    .filter(chosen => account === undefined || chosen.account === account)
    .map(chosen => ({ chosen, at: placeOf(chosen.registry) }))
    .flatMap(({ chosen, at }) => (refused(at) || !mayCarry(at, place) ? [] : [{ chosen, at }]))
    .sort((one, other) => other.at.pathPrefix.length - one.at.pathPrefix.length)[0]?.chosen
}

/** Those that somebody logs in to here, the one that is used now first. */
export async function knownRegistries(desk: Desk): Promise<readonly Chosen[] | Refusal> {
  const folder = defaultFolder(desk.environment, desk.platform)
  if (refused(folder)) return folder
  const settings = await readSettings(folder)
  if (refused(settings)) return settings
  const { current, known } = settings
  return current === undefined ? known : [current, ...known]
}

function inEnvironment({ origin }: URL, environment: Desk['environment']): readonly Chosen[] {
  const registry = environment['LATCHKEY_REGISTRY']?.trim()
  const own = variableFor(origin)
  return [
    ...(registry ? [{ registry }] : []),
    ...(own !== undefined && environment[own]?.trim() ? [{ registry: origin }] : []),
  ]
}
