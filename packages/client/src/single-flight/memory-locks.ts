/** Locks within this thread, for what is kept in memory: nobody else can see that either. */
import type { Clock } from '../machine.ts'
import type { Locks } from './lease.ts'
import { busy, givenUp } from './lease-errors.ts'
import { createTurns } from './turns.ts'

export function createMemoryLocks(clock: Clock): Locks {
  const turns = createTurns(clock)
  return {
    async withLease(name, act, { patience = 30_000, signal } = {}) {
      const turn = turns(name)
      let held = true
      try {
        if (!(await turn.comesWithin(patience, signal)))
          return signal?.aborted ? givenUp(name) : busy(name, { pid: process.pid })
        return await act({ holds: () => held })
      } finally {
        held = false
        turn.end()
      }
    },
  }
}
