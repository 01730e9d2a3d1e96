/** Tells whether a holder is gone: at once where it can be looked for, else because it was silent while it was watched. */
import type { Clock } from '../machine.ts'
import type { Entry } from './lock-folder.ts'
import type { ProcessTable } from './processes/process-table.ts'

/** A holder shows that it lives every three seconds; one that did not for fifteen is gone, or will find that it lost. */
export const beatEvery = 3_000
const silenceOfTheGone = 15_000

/** At most so much of the time between two looks was spent watching. */
const longestLook = 500

/** Who watches one lock. By its own clock that never jumps: no two clocks are compared. */
export function createWatch(processes: ProcessTable, clock: Pick<Clock, 'monotonic'>) {
  const heard = new Map<string, { readonly beat: string; silence: number; lookedAt: number }>()
  return async ({ path, owner, beat }: Entry): Promise<boolean> => {
    if (owner !== undefined && (await ended(processes, owner))) return true
    const now = clock.monotonic()
    const last = heard.get(path)
    if (last?.beat !== beat) {
      heard.set(path, { beat, silence: 0, lookedAt: now })
      return false
    }
    // Whoever was stopped along with the holder (a laptop that slept, Ctrl-Z) was not watching meanwhile.
    last.silence += Math.min(now - last.lookedAt, longestLook)
    last.lookedAt = now
    return last.silence >= silenceOfTheGone
  }
}

/** Whether it can be looked for from here, and is not there. */
export async function ended(processes: ProcessTable, owner: NonNullable<Entry['owner']>): Promise<boolean> {
  const { table } = await processes.self()
  return table !== undefined && owner.table === table && (await processes.ended(owner))
}
