/** Refusals: noted at once, written behind, and never so many that somebody fills the disk with them. */
import type { Clock } from '../host/index.ts'
import { addressKey } from '../limits/index.ts'
import type { Store } from '../storage/index.ts'
import type { KeptRefusal, NotedRefusal } from './noted-refusal.ts'
import { recordEvent } from './record-event.ts'
import { asEvent } from './refusal-event.ts'

export interface Refusals {
  /** Costs no query and never waits. */
  note(refusal: NotedRefusal): void
  /** Writes what is ready, with relaxed durability. Called each second; never throws. */
  flush(): Promise<void>
  /** The same with what still waits for its minute to end: before the server stops. */
  close(): Promise<void>
}

export interface RefusalsOptions {
  readonly store: Store
  readonly clock: Clock
  /** Hears why refusals could not be written; they are tried again. */
  readonly failed?: (error: unknown) => void
}

/** What one key, one login, or one address, was refused within a minute. */
interface Minute {
  readonly endsAt: number
  /** Of whom it is one of the addresses. */
  readonly group: string | undefined
  readonly most: number
  kept: number
  /** The last that is kept: it waits for the end of the minute, to say how many were left out. */
  held: KeptRefusal | undefined
}

const minute = 60_000

/** Events in a minute: of one key or login, and of one address. */
const most = { 'token.refused': 10, 'account.sign_in_refused': 1, 'request.refused': 1 } as const

/** Keys, logins and addresses that are told apart within a minute; all others count as one. */
const toldApart = 2_000

/**
 * Of these, addresses that were refused at one account, and at none: whoever has a million of them fills no disk, buries
 * nothing in somebody's list, and keeps nothing out of another's.
 */
const addressesApart = 100

/** What waits while the database is gone. */
const mostWaiting = 20_000

export function createRefusals({ store, clock, failed = () => {} }: RefusalsOptions): Refusals {
  const minutes = new Map<string, Minute>()
  const sizeOf = new Map<string, number>()
  let waiting: KeptRefusal[] = []
  let writing: Promise<void> | undefined

  function minuteOf(refusal: NotedRefusal): Minute {
    const { what, keyId, loginId, accountId = '' } = refusal
    const holder = keyId ?? loginId
    const own = `${what} ${holder ?? `${addressKey(refusal.address)} ${accountId}`}`
    const group = holder === undefined ? `${what} of ${accountId}` : undefined
    const name = minutes.has(own) ? own : roomFor(own, group, what)
    const known = minutes.get(name)
    if (known !== undefined && clock.monotonic() < known.endsAt) return known
    if (known !== undefined) release(name, known)
    const begun = { endsAt: clock.monotonic() + minute, group, most: most[what], kept: 0, held: undefined }
    minutes.set(name, begun)
    if (group !== undefined) sizeOf.set(group, (sizeOf.get(group) ?? 0) + 1)
    return begun
  }

  /** Its own name, or that of all for whom there is none. */
  function roomFor(own: string, group: string | undefined, what: string): string {
    if (minutes.size >= toldApart) return `${what} others`
    return group === undefined || (sizeOf.get(group) ?? 0) < addressesApart ? own : group
  }

  function release(name: string, { held, group }: Minute): void {
    minutes.delete(name)
    const left = group === undefined ? 0 : (sizeOf.get(group) ?? 1) - 1
    if (group !== undefined && left > 0) sizeOf.set(group, left)
    else if (group !== undefined) sizeOf.delete(group)
    if (held !== undefined) keep(held)
  }

  function keep(refusal: KeptRefusal): void {
    if (waiting.length < mostWaiting) waiting.push(refusal)
  }

  async function write(): Promise<void> {
    const batch = waiting
    waiting = []
    try {
      await store.write(
        async transaction => {
          for (const refusal of batch) await recordEvent(transaction, await asEvent(transaction, refusal))
        },
        { durability: 'relaxed' },
      )
    } catch (error) {
      waiting = [...batch, ...waiting].slice(0, mostWaiting)
      failed(error)
    }
  }

  async function flush(isOver: (minute: Minute) => boolean): Promise<void> {
    for (const [name, each] of minutes) if (isOver(each)) release(name, each)
    await writing
    if (waiting.length === 0) return
    writing = write().finally(() => {
      writing = undefined
    })
    await writing
  }

  return {
    note(refusal) {
      const within = minuteOf(refusal)
      within.kept += 1
      const kept = { ...refusal, at: clock.now(), leftOut: 0 }
      if (within.kept < within.most) keep(kept)
      else if (within.held === undefined) within.held = kept
      else within.held = { ...within.held, leftOut: within.held.leftOut + 1 }
    },
    flush: () => flush(({ endsAt }) => endsAt <= clock.monotonic()),
    close: () => flush(() => true),
  }
}
