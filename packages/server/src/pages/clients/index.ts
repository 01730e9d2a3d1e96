/** What people type into their clients, one file an ecosystem: shown with a new key, on the home page, in set-up. */
import type { Action, Caveat } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
import type { ClientSetup, ClientStep, EcosystemClients, Installed, Place, Use } from './client-setup.ts'
import { hex } from './hex.ts'
import { pypi } from './pypi.ts'

export type { ClientSetup, ClientStep, Place } from './client-setup.ts'
export { firstOfSetups, setups } from './setups.ts'

/** By ecosystem. */
const clients: Readonly<Record<string, EcosystemClients>> = { pypi, hex }

/** The clients of an ecosystem, by their names; none of one that nothing is known of. */
export function clientNames(ecosystem: string): readonly string[] {
  return clients[ecosystem]?.names ?? []
}

/** How to use a key with each repository that its caveats name. */
export function clientSetups(
  words: Words,
  caveats: readonly Caveat[],
  { origin, token }: Pick<Use, 'origin' | 'token'>,
): readonly ClientSetup[] {
  const uses = new Map<string, Use & { ecosystem: string }>()
  const rows = caveats.flatMap(caveat => (caveat.kind === 'allow' ? caveat.rows : []))
  for (const { actions, targets } of rows) {
    for (const { organization, package: name, ecosystem = '*' } of targets) {
      if (organization === undefined) continue
      for (const each of ecosystem === '*' ? Object.keys(clients) : [ecosystem]) {
        const known = uses.get(`${each}:${organization}`)
        const may = new Set([...(known?.may ?? []), ...actions])
        uses.set(`${each}:${organization}`, {
          ecosystem: each,
          origin,
          organization,
          token,
          may,
          package: known?.package ?? name,
        })
      }
    }
  }
  return [...uses.values()].flatMap(use => clients[use.ecosystem]?.withKey(words, use) ?? [])
}

/** How to get going with a repository by logging in. */
export function loginSetups(words: Words, ecosystem: string, place: Place): readonly ClientSetup[] {
  return clients[ecosystem]?.withLogin(words, place) ?? []
}

/** How to get going with a repository by a key, with a placeholder where the key goes. */
export function keySetups(words: Words, ecosystem: string, place: Place): readonly ClientSetup[] {
  const may = new Set<Action>(['publish', 'read'])
  return clients[ecosystem]?.withKey(words, { ...place, token: 'YOUR-KEY', may, package: undefined }) ?? []
}

/** How to get going with a repository, either way. */
export function firstSteps(
  words: Words,
  ecosystem: string,
  origin: string,
  organization: string,
): readonly ClientSetup[] {
  const place = { origin, organization }
  return [...loginSetups(words, ecosystem, place), ...keySetups(words, ecosystem, place)]
}

/** How one package is installed by who is set up. */
export function installSteps(words: Words, ecosystem: string, installed: Installed): readonly ClientStep[] {
  return clients[ecosystem]?.install(words, installed) ?? []
}
