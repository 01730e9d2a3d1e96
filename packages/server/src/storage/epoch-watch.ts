/** Knows whether what this node remembers still counts: nobody else has narrowed anything since. */
import type { Clock } from '../host/index.ts'
import { advancedEpoch, readEpoch } from './epoch.ts'
import type { Store, WriteOptions, Writer } from './store.ts'

/** How often the epoch is to be read, in milliseconds. */
export const epochPeriod = 300

/**
 * For how long a reading counts, in milliseconds, from before its query was sent. With the time of an answer this stays
 * below the second within which a revocation must win.
 */
const confirmedFor = 700

export interface Epoch {
  /**
   * The epoch, where it was confirmed in the last 700 milliseconds. Where it was not, nothing that is remembered
   * counts, and the database must be asked.
   */
  confirmed(): number | undefined
}

export interface EpochWatch extends Epoch {
  /** The same store. What it narrows counts from the instant that its write returns, not from the next reading. */
  readonly store: Store
  /** Milliseconds since the last reading that was answered was asked; `undefined` before the first. */
  age(): number | undefined
  /** Reads the epoch, or waits for the reading that is under way. Called every `epochPeriod`; never throws. */
  read(): Promise<void>
}

export interface EpochWatchOptions {
  readonly store: Store
  readonly clock: Clock
  /** Hears why the epoch could not be read: once, until it could be again. */
  readonly failed: (error: unknown) => void
}

/** Knows nothing, so that everything is asked of the database: for a command that runs but once. */
export const unconfirmed: Epoch = { confirmed: () => undefined }

export function createEpochWatch({ store, clock, failed }: EpochWatchOptions): EpochWatch {
  let last: (Instant & { readonly value: number }) | undefined
  let lastAsked: number | undefined
  let reading: Promise<void> | undefined
  let failing = false
  let ownChanges = 0

  async function tryReading(): Promise<void> {
    const began = { now: clock.now(), monotonic: clock.monotonic() }
    const before = ownChanges
    try {
      const value = await readEpoch(store.read)
      // It may have been answered before a change of our own.
      if (before === ownChanges) last = { ...began, value }
      lastAsked = began.monotonic
      failing = false
    } catch (error) {
      if (!failing) failed(error)
      failing = true
    }
  }

  async function write<T>(work: (transaction: Writer) => Promise<T>, options?: WriteOptions): Promise<T> {
    let narrowed = false
    try {
      return await store.write(async transaction => {
        const result = await work(transaction)
        narrowed = advancedEpoch(transaction)
        return result
      }, options)
    } finally {
      if (narrowed) {
        ownChanges += 1
        last = undefined
      }
    }
  }

  return {
    store: { ...store, write },
    confirmed: () => (last !== undefined && isRecent(last, clock) ? last.value : undefined),
    age: () => (lastAsked === undefined ? undefined : clock.monotonic() - lastAsked),
    read() {
      reading ??= tryReading().finally(() => {
        reading = undefined
      })
      return reading
    },
  }
}

interface Instant {
  readonly now: number
  readonly monotonic: number
}

/** The monotonic clock stands still while a machine sleeps, and the other one jumps: it takes both to be recent. */
function isRecent(then: Instant, clock: Clock): boolean {
  return within(clock.monotonic() - then.monotonic) && within(clock.now() - then.now)
}

function within(milliseconds: number): boolean {
  return milliseconds >= 0 && milliseconds < confirmedFor
}
