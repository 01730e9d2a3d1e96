/** Locks in a folder, shared by all threads and processes that use it, on this machine and on others. */
import type { Clock } from '../machine.ts'
import type { Holder, Lease, LeaseError, LeaseOptions, Locks } from './lease.ts'
import { busy, givenUp, noLock } from './lease-errors.ts'
import { beat, beatNow, giveBack, lockPath, look, remove, sweep, take } from './lock-folder.ts'
import { type ProcessTable, processTable } from './processes/process-table.ts'
import { createTurns } from './turns.ts'
import { beatEvery, createWatch, ended } from './watch.ts'

export interface FileLockOptions {
  /** Made, readable by its owner alone, where it is not there. */
  readonly folder: string
  readonly clock: Clock
  readonly random: (length: number) => Uint8Array
  /** That of this machine unless told. */
  readonly processes?: ProcessTable
}

/** Milliseconds between two looks at a lock that somebody has: the first, and the longest. */
const shortestPause = 10
const longestPause = 50
const worthTelling = 1_000

type Taken<Found> =
  | { readonly kind: 'taken'; readonly nonce: string }
  | { readonly kind: 'instead'; readonly found: Found }
  | { readonly kind: 'refused'; readonly error: LeaseError }

export function createFileLocks({
  folder,
  clock,
  random,
  processes = processTable(),
}: FileLockOptions): Locks {
  const turns = createTurns(clock)
  let swept = false

  return {
    async withLease(name, act, options = {}) {
      const deadline = clock.monotonic() + (options.patience ?? 30_000)
      const turn = turns(name)
      try {
        if (!(await turn.comesWithin(deadline - clock.monotonic(), options.signal)))
          return options.signal?.aborted ? givenUp(name) : busy(name, await processes.self())
        const path = lockPath(folder, name)
        const taken = await acquire(name, path, deadline, options).catch(
          problem => ({ kind: 'refused', error: noLock(folder, problem) }) as const,
        )
        if (taken.kind === 'refused') return taken.error
        if (taken.kind === 'instead') return taken.found
        return await holding(path, taken.nonce, act)
      } finally {
        turn.end()
      }
    },
  }

  async function acquire<Found>(
    name: string,
    path: string,
    deadline: number,
    { instead, onWait, signal }: LeaseOptions<Found>,
  ): Promise<Taken<Found>> {
    const isGone = createWatch(processes, clock)
    const tell = announcer(clock, onWait)
    const nonce = Buffer.from(random(16)).toString('hex')
    for (let pause = shortestPause; ; pause = Math.min(pause * 1.5, longestPause)) {
      const entries = await look(path)
      if (entries.length === 0) {
        const owner = { ...(await processes.self()), since: clock.now() }
        if (await take(folder, path, nonce, owner)) return { kind: 'taken', nonce }
      }
      let removed = false
      for (const entry of entries) {
        if (!(await isGone(entry))) continue
        await remove(entry)
        removed = true
      }
      if (removed) continue
      const found = await instead?.()
      if (found !== undefined) return { kind: 'instead', found }
      const holder: Holder = entries[0]?.owner ?? {}
      if (signal?.aborted) return { kind: 'refused', error: givenUp(name) }
      if (clock.monotonic() >= deadline) return { kind: 'refused', error: busy(name, holder) }
      if (entries.length > 0) tell(holder)
      // Not all at once: a hundred that began to wait together would look together.
      await clock.sleep(pause * (0.75 + (random(1)[0] ?? 0) / 512), signal)
    }
  }

  async function holding<T>(path: string, nonce: string, act: (lease: Lease) => Promise<T>): Promise<T> {
    if (!swept) {
      swept = true
      // What lies about for a live process of another machine is made ready again by it.
      await sweep(folder, async ({ owner }) => owner === undefined || (await ended(processes, owner))).catch(
        () => undefined,
      )
    }
    const over = new AbortController()
    let last = 0
    const moment = () => {
      last = Math.max(last + 1, clock.now())
      return last
    }
    const lease: Lease = { holds: () => !over.signal.aborted && beatNow(path, nonce, moment()) }
    void keepBeating(() => beat(path, nonce, moment()), over.signal).catch(() => undefined)
    try {
      return await act(lease)
    } finally {
      over.abort()
      await giveBack(path, nonce).catch(() => undefined)
    }
  }

  /** Ends by itself, and quietly, once the lock is somebody else's: that is found out where it matters. */
  async function keepBeating(show: () => Promise<boolean>, over: AbortSignal): Promise<void> {
    do await clock.sleep(beatEvery, over)
    while (!over.aborted && (await show()))
  }
}

/** Tells of each holder once, if it is waited for long enough that a person wonders. */
function announcer(clock: Pick<Clock, 'monotonic'>, onWait: LeaseOptions['onWait']) {
  let waitedFor: string | undefined
  let from = 0
  let told = false
  return ({ pid, host, since }: Holder) => {
    const key = `${pid} ${host} ${since}`
    if (key !== waitedFor) {
      waitedFor = key
      from = clock.monotonic()
      told = false
    }
    if (told || clock.monotonic() - from < worthTelling) return
    told = true
    onWait?.({
      ...(pid !== undefined && { pid }),
      ...(host !== undefined && { host }),
      ...(since !== undefined && { since }),
    })
  }
}
