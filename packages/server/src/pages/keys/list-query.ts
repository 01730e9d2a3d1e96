/** How a list of keys is asked for in the address of its page: `?find=widget&show=stale&by=name`. */
import { type KeyOrder, type KeyQuery, type KeyState, keyOrders, keyStates } from '../../keys/index.ts'

/** What can be shown, in the order of the choice. */
export const shows = [...keyStates, 'all'] as const satisfies readonly (KeyState | 'all')[]

export interface ListQuery {
  /** In names and targets; empty where nothing was typed. */
  readonly find: string
  readonly show: KeyState | 'all'
  readonly by: KeyOrder
  /** Where the page begins. */
  readonly after: string | undefined
}

export const usual = { find: '', show: 'live', by: 'newest', after: undefined } as const satisfies ListQuery

/** Nobody remembers more of a name. */
const longestWord = 100

export function readListQuery(query: URLSearchParams): ListQuery {
  return {
    find: (query.get('find') ?? '').trim().slice(0, longestWord),
    show: shows.find(each => each === query.get('show')) ?? usual.show,
    by: keyOrders.find(each => each === query.get('by')) ?? usual.by,
    after: query.get('after') ?? undefined,
  }
}

export function listPath(path: string, { find, show, by, after = '' }: ListQuery): string {
  const asked = Object.entries({ find, show, by, after })
  const said = asked.filter(([name, value]) => value !== (usual[name as keyof ListQuery] ?? ''))
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`
}

export function keyQuery({ find, show, by, after }: ListQuery): KeyQuery {
  return {
    ...{ order: by, word: find },
    ...(show !== 'all' && { state: show }),
    ...(after !== undefined && { after }),
  }
}
