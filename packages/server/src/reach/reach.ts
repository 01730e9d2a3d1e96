/** Who and what can read, publish or delete a package: a page of rows at a time, and which of them can. */
import type { Refusal } from '@latchkey/tokens'
import type { Credential } from '../access/index.ts'
import { keyAsIfPresented, loginAsIfPresented } from '../credentials/index.ts'
import type { KeyOwner } from '../keys/index.ts'
import type { Logins } from '../logins/index.ts'
import type { Page, PageRequest, Store } from '../storage/index.ts'
import { type ReachJudge, type ReachJudgeOptions, reachJudge } from './judge.ts'
import { peopleRows } from './people.ts'
import type { ReachingCredential, ReachingPerson, ReachPlace } from './reaching.ts'
import { keyRows, loginRows } from './rows.ts'
import type { May } from './what-it-may.ts'

/** What of the rows that were looked at reaches the package. */
export interface ReachPage<Reaching> {
  readonly items: readonly Reaching[]
  /** How many rows that were; those that are not among the items do not reach it. */
  readonly looked: number
  /** Where to go on looking; absent where there is nothing more. */
  readonly next?: string
}

export interface Reach {
  /** By username: the members, and who maintains it without being one. */
  people(place: ReachPlace, page?: PageRequest): Promise<ReachPage<ReachingPerson>>
  /** The organization's, or those of its people; the newest of each owner first. */
  keys(
    place: ReachPlace,
    query: PageRequest & { readonly of: KeyOwner['kind'] },
  ): Promise<ReachPage<ReachingCredential>>
  /** The people's. */
  logins(place: ReachPlace, page?: PageRequest): Promise<ReachPage<ReachingCredential>>
}

export interface ReachOptions extends ReachJudgeOptions {
  readonly store: Pick<Store, 'read'>
  readonly logins: Pick<Logins, 'endsAt'>
}

export function createReach({ store, logins, ...options }: ReachOptions): Reach {
  const { read } = store
  const now = () => options.clock.now()
  return {
    async people(place, page = {}) {
      const rows = await peopleRows(read, place, page)
      return reaching(rows, reachJudge(options, place), ({ credential, ...shown }) => ({ credential, shown }))
    },

    async keys(place, query) {
      const rows = await keyRows(read, place, query)
      return reaching(rows, reachJudge(options, place), ({ username, lastUsedAt, ...found }) => {
        const { id, name, role, caveats, expiresAt: endsAt } = found.key
        const shown = { kind: 'key' as const, id, name, username, role, caveats }
        const times = { deviceName: undefined, lastUsedAt, endsAt }
        return { credential: keyAsIfPresented(found, now()), shown: { ...shown, ...times } }
      })
    },

    async logins(place, page = {}) {
      const rows = await loginRows(read, place, page)
      return reaching(rows, reachJudge(options, place), ({ username, ...found }) => {
        const { login, caveats } = found
        const endsAt = logins.endsAt(login)
        const { id, client, deviceName, lastUsed } = login
        const shown = { kind: 'login' as const, id, name: client.name, deviceName, username, caveats }
        const times = { role: undefined, lastUsedAt: lastUsed?.at, endsAt }
        const credential = endsAt > now() ? loginAsIfPresented(found, now()) : undefined
        return { credential, shown: { ...shown, ...times } }
      })
    },
  }
}

/** The rows whose credential is live and may do anything there. */
async function reaching<Row, Shown>(
  { items, next }: Page<Row>,
  judge: ReachJudge,
  read: (row: Row) => { readonly credential: Credential | Refusal | undefined; readonly shown: Shown },
): Promise<ReachPage<Shown & { readonly may: May }>> {
  const found: (Shown & { readonly may: May })[] = []
  for (const row of items) {
    const { credential, shown } = read(row)
    const may = credential && (await judge(credential))
    if (may !== undefined) found.push({ ...shown, may })
  }
  return { items: found, looked: items.length, ...(next !== undefined && { next }) }
}
