/** What keys are used for: counted in memory as it happens, written each second. What is lost in a crash is that second. */
import type { Clock } from '../../host/index.ts'
import { flushing } from '../write-behind.ts'
import { eachOnce } from './each-once.ts'
import { type Counted, createToldApart, type KeyUse, mostRows, type OwnedUse } from './told-apart.ts'

export interface UsageLog {
  /** Costs less than a microsecond, neither waits nor fails. */
  count(use: KeyUse): void
  /** Writes what was counted, with relaxed durability; never throws. What cannot be written stays counted. */
  flush(): Promise<void>
}

export interface UsageLogOptions {
  /** Adds to what is written: rows that differ, in order. */
  readonly add: (uses: readonly OwnedUse[]) => Promise<void>
  readonly clock: Clock
  readonly failed: (error: unknown) => void
}

const day = 24 * 60 * 60 * 1000

export function createUsageLog({ add, clock, failed }: UsageLogOptions): UsageLog {
  let today = Number.NEGATIVE_INFINITY
  const toldApart = createToldApart(() => today)
  let unwritten: Counted[] = []

  function count(use: KeyUse): void {
    const now = clock.now()
    if (now >= today + day || now < today) {
      today = now - (now % day)
      toldApart.forget()
    }
    again(toldApart.rowOf(use), 1)
  }

  /** Nothing new once the database is gone for so long that nothing more can be remembered. */
  function again(row: Counted, times: number): void {
    if (row.count === 0) {
      if (unwritten.length >= mostRows) return
      unwritten.push(row)
    }
    row.count += times
  }

  async function write(): Promise<void> {
    const batch = unwritten
    unwritten = []
    const counts = batch.map(row => row.count)
    for (const row of batch) row.count = 0
    try {
      // Of a row that was forgotten meanwhile there may be two.
      await add(eachOnce(batch.map(({ what }, at) => ({ ...what, count: counts[at] ?? 0 }))))
    } catch (error) {
      for (const [at, row] of batch.entries()) again(row, counts[at] ?? 0)
      failed(error)
    }
  }

  return { count, flush: flushing(() => unwritten.length > 0, write) }
}
