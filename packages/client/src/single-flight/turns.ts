/** Within one thread: one after the other, in the order of asking, so that only one of them goes and looks at the disk. */
import type { Clock } from '../machine.ts'

export interface Turn {
  /** False where it did not come in time, or the signal was aborted first. */
  readonly comesWithin: (milliseconds: number, signal?: AbortSignal) => Promise<boolean>
  /** Lets the next one in; to be called whether or not it came. */
  readonly end: () => void
}

export function createTurns(clock: Clock): (name: string) => Turn {
  const lastOf = new Map<string, Promise<void>>()
  return name => {
    const before = lastOf.get(name)
    let end = () => {}
    const own = new Promise<void>(resolve => {
      end = resolve
    })
    const last = (before ?? Promise.resolve()).then(() => own)
    lastOf.set(name, last)
    void last.then(() => {
      if (lastOf.get(name) === last) lastOf.delete(name)
    })
    return { end, comesWithin: async (...patience) => before === undefined || within(before, ...patience) }
  }

  async function within(before: Promise<void>, milliseconds: number, signal?: AbortSignal): Promise<boolean> {
    const came = new AbortController()
    const signals = [came.signal, ...(signal === undefined ? [] : [signal])]
    const first = await Promise.race([
      before.then(() => true),
      clock.sleep(milliseconds, AbortSignal.any(signals)).then(() => false),
    ])
    came.abort()
    return first
  }
}
