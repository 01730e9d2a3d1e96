/** Everything that a run of `latchkey setup` would do, before it does any of it. */
import { type Refusal, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { difference } from './diff.ts'
import type { FoundPlace } from './place.ts'
import { type Change, planRemoval, planSetup } from './plan.ts'
import { planTaking, type Searched } from './secrets/search.ts'
import { planSettings, type Words } from './settings.ts'

export interface Asked {
  readonly remove: boolean
  /** Of which repository alone; of all that were set up, where it is to be removed and none is named. */
  readonly repository: string | undefined
  /** Whether secrets of this registry go. */
  readonly taking: boolean
}

export interface Prepared extends FoundPlace, Asked {
  readonly searched: Searched
  readonly changes: readonly Change[]
  readonly commands: readonly Words[]
  /** Files in which lines of ours stay, because somebody changed them. */
  readonly kept: readonly string[]
}

export async function prepare(
  desk: Desk,
  { client, place }: FoundPlace,
  searched: Searched,
  asked: Asked,
): Promise<Prepared | Refusal> {
  const { remove, repository, taking } = asked
  const plan = remove
    ? await planRemoval(client, place, repository)
    : await planSetup(client, place, taking ? planTaking(searched.found) : [])
  if (refused(plan)) return plan
  const at = { run: desk.run, home: place.home }
  const commands = await planSettings(at, client.settings?.(place) ?? [], remove ? 'take' : 'put')
  if (refused(commands)) return commands
  return { ...asked, ...{ client, place, searched, commands }, ...plan }
}

export function changesAnything({ changes, commands }: Prepared): boolean {
  return changes.length + commands.length > 0
}

/** What changes, one text a file or command. */
export function differences({
  changes,
  commands,
}: Prepared): readonly { path?: string; difference: string }[] {
  return [
    ...changes.map(({ file: { path, text }, after, managed: { own = false } }) => ({
      path,
      difference: difference({ path, before: text, after, own }),
    })),
    ...commands.map(words => ({ difference: `$ ${words.join(' ')}\n` })),
  ]
}
