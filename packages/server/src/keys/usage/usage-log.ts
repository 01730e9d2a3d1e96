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

/** A row of the table, and how often since it was written. */
type Row = Omit<KeyUsageTable, 'count'> & { count: number }

export function createUsageLog({ store, clock, failed }: UsageLogOptions): UsageLog {
  let today = Number.NEGATIVE_INFINITY
  /** By what a request said, and by what the table tells apart. */
  const spellings = new Map<string, Row>()
  const rows = new Map<string, Row>()
  const rowsOfKey = new Map<string, number>()
  const unwritten = new Set<Row>()

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
    if (row.count === 0) unwritten.add(row)
    row.count += 1
  }

  function rowOf({ key, action, target, client = '', address }: KeyUse): Row | undefined {
    const exact = { key_id: key, day: today, action, target, client, network: networkOf(address) ?? '' }
    const known = rows.get(nameOf(exact))
    if (known !== undefined) return known
    const others = rowsOfKey.get(key) ?? 0
    return others < mostOfKey
      ? remember(exact)
      : remember({ ...exact, target: '', client: 'others', network: '' })
  }

  /** Nothing once the database is gone for so long that nothing more can be remembered. */
  function remember(exact: Omit<Row, 'count'>): Row | undefined {
    const name = nameOf(exact)
    const known = rows.get(name)
    if (known !== undefined) return known
    if (unwritten.size >= mostRows) return undefined
    if (rows.size >= mostRows) forget()
    const row = { ...exact, count: 0 }
    rows.set(name, row)
    rowsOfKey.set(exact.key_id, (rowsOfKey.get(exact.key_id) ?? 0) + 1)
    return row
  }

  async function write(): Promise<void> {
    const batch = new Map<string, Row>()
    for (const row of unwritten) {
      const name = nameOf(row)
      batch.set(name, { ...row, count: row.count + (batch.get(name)?.count ?? 0) })
      row.count = 0
    }
    unwritten.clear()
    try {
      await addUses(store, [...batch])
    } catch (error) {
      for (const [name, written] of batch) {
        const row = rows.get(name) ?? { ...written, count: 0 }
        row.count += written.count
        rows.set(name, row)
        unwritten.add(row)
      }
      failed(error)
    }
  }

  return { count, flush: flushing(() => unwritten.size > 0, write) }
}

/** Nothing in it holds a NUL: ids, actions, names, the first product of a User-Agent, a network. */
function nameOf({ key_id, day, action, target, client, network }: Omit<Row, 'count'>): string {
  return [key_id, day, action, target, client, network].join('\0')
}
