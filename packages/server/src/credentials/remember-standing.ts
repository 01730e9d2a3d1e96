/** Remembers what a principal was to a place, beside the credentials and under the same epoch. */
import { type Principal, pending } from '@latchkey/tokens'
import type { Place, Standing, StandingSource } from '../access/index.ts'
import type { Epoch } from '../storage/index.ts'
import { createMemory, type Remembering } from './memory.ts'

/**
 * The same source, with a memory before it. Transactions never see the memory. Only places that exist are remembered:
 * strangers may ask for as many others as they like.
 */
export function rememberStanding(
  source: StandingSource,
  epoch: Epoch,
): Required<StandingSource> & Remembering {
  const memory = createMemory<Standing>(epoch)
  return {
    memory,
    async standing(principal, credentialId, place, transaction) {
      if (transaction !== undefined) return source.standing(principal, credentialId, place, transaction)
      const keep = memory.beforeLookup()
      const found = await source.standing(principal, credentialId, place)
      if (found !== undefined && exists(place, found)) keep(nameOf(principal, credentialId, place), found)
      return found
    },
    remembered(principal, credentialId, place) {
      return place.package === pending ? undefined : memory.recall(nameOf(principal, credentialId, place))
    },
  }
}

function exists(place: Place, { packageId, visibility }: Standing): boolean {
  if (place.ecosystem !== undefined && visibility === 'none') return false
  return place.package === undefined || packageId !== undefined
}

/**
 * No name can end early and begin another: how long those are that somebody else may write is told before them, and the package comes
 * last. A person is the same to a place by each of their keys.
 */
function nameOf({ kind, id }: PrincipalParts, credentialId: string | undefined, place: Place): string {
  const { organization, ecosystem, package: name } = place
  const key = kind === 'organization' ? credentialId : ''
  const among = `${kind} ${id} ${key} ${organization?.length} ${ecosystem?.length} ${organization} ${ecosystem}`
  return name === undefined ? among : `${among}/${String(name)}`
}

interface PrincipalParts {
  readonly kind: Principal['kind']
  readonly id?: string
}
