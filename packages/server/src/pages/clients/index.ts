/** What people type into their clients, one file an ecosystem: shown with a new key and on the home page. */
import type { Action, Caveat } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'
import type { ClientSetup, Use } from './client-setup.ts'
import { pypi } from './pypi.ts'

/** By ecosystem. */
const clients: Readonly<Record<string, (words: Words, use: Use) => readonly ClientSetup[]>> = { pypi }

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
  return [...uses.values()].flatMap(use => clients[use.ecosystem]?.(words, use) ?? [])
}

/** How to get going with a repository, with a placeholder where the key goes. */
export function firstSteps(
  words: Words,
  ecosystem: string,
  origin: string,
  organization: string,
): readonly ClientSetup[] {
  const may = new Set<Action>(['publish', 'read'])
  return (
    clients[ecosystem]?.(words, { origin, organization, token: 'YOUR-KEY', may, package: undefined }) ?? []
  )
}
