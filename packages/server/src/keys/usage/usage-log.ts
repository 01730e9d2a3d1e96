/** What keys are used for: counted in memory as it happens, written each second. What is lost in a crash is that second. */
import type { Action } from '@latchkey/tokens'
import type { Clock } from '../../host/index.ts'
import { networkOf } from '../../limits/index.ts'
import type { KeyUsageTable, Store } from '../../storage/index.ts'
import { flushing } from '../write-behind.ts'
import { addUses } from './add-uses.ts'

/** One request that was allowed. */
export interface KeyUse {
  readonly key: string
  readonly action: Action
  /** `pypi:acme/widget`, `pypi:acme`, `acme`; empty where it was about none of these. */
  readonly target: string
  readonly client: string | undefined
  readonly address: string | undefined
}

export interface UsageLog {
  /** Costs less than a microsecond, neither waits nor fails. */
  count(use: KeyUse): void
  /** Writes what was counted, with relaxed durability; never throws. What cannot be written stays counted. */
  flush(): Promise<void>
}

export interface UsageLogOptions {
  readonly store: Store
  readonly clock: Clock
  readonly failed: (error: unknown) => void
}

const day = 24 * 60 * 60 * 1000

/**
 * Of one key in a day, so many rows are told apart; the others are counted by their action alone. Clients say of
 * themselves what they like, and nobody fills the disk with it.
 */
const mostOfKey = 500

/** Rows that are remembered, and spellings of them; beyond that, they are looked up anew. */
const mostRows = 20_000

/** What is told apart, under one name, and how often it happened since it was written. */
interface Counted {
  readonly name: string
  readonly what: Omit<KeyUsageTable, 'count'>
  count: number
}

export function createUsageLog({ store, clock, failed }: UsageLogOptions): UsageLog {
  let today = Number.NEGATIVE_INFINITY
  /** By what a request said, and by what the table tells apart. */
  const spellings = new Map<string, Counted>()
  const rows = new Map<string, Counted>()
  const rowsOfKey = new Map<string, number>()
  /** By name too, and no name twice: what was forgotten before it was written is found here. */
  const unwritten = new Map<string, Counted>()

  function forget(): void {
    spellings.clear()
    rows.clear()
    rowsOfKey.clear()
  }

  function count(use: KeyUse): void {
    const now = clock.now()
    if (now >= today + day || now < today) {
      today = now - (now % day)
      forget()
    }
    const spelling = `${use.key} ${use.action} ${use.target} ${use.client} ${use.address}`
    let row = spellings.get(spelling)
    if (row === undefined) {
      row = rowOf(use)
      if (row === undefined) return
      if (spellings.size >= mostRows) spellings.clear()
      spellings.set(spelling, row)
    }
    add(row, 1)
  }

  function add(row: Counted, times: number): void {
    if (row.count === 0) unwritten.set(row.name, row)
    row.count += times
  }

  function rowOf({ key, action, target, client = '', address }: KeyUse): Counted | undefined {
    const exact = { key_id: key, day: today, action, target, client, network: networkOf(address) ?? '' }
    const name = nameOf(exact)
    if ((rowsOfKey.get(key) ?? 0) < mostOfKey || rows.has(name)) return remember(name, exact)
    const others = { ...exact, target: '', client: 'others', network: '' }
    return remember(nameOf(others), others)
  }

  /** Nothing once the database is gone for so long that nothing more can be remembered. */
  function remember(name: string, what: Counted['what']): Counted | undefined {
    const known = rows.get(name)
    if (known !== undefined) return known
    if (rows.size >= mostRows) forget()
    const row = unwritten.get(name) ?? { name, what, count: 0 }
    if (row.count === 0 && unwritten.size >= mostRows) return undefined
    rows.set(name, row)
    rowsOfKey.set(what.key_id, (rowsOfKey.get(what.key_id) ?? 0) + 1)
    return row
  }

  async function write(): Promise<void> {
    const batch = [...unwritten.values()].map(row => ({ ...row }))
    for (const row of unwritten.values()) row.count = 0
    unwritten.clear()
    try {
      await addUses(
        store,
        batch.map(({ name, what, count }) => [name, { ...what, count }]),
      )
    } catch (error) {
      for (const { name, what, count } of batch)
        add(unwritten.get(name) ?? rows.get(name) ?? { name, what, count: 0 }, count)
      failed(error)
    }
  }

  return { count, flush: flushing(() => unwritten.size > 0, write) }
}

/** Nothing in it holds a NUL: ids, actions, names, the first product of a User-Agent, a network. */
function nameOf({ key_id, day, action, target, client, network }: Counted['what']): string {
  return [key_id, day, action, target, client, network].join('\0')
}
