/** Which locks lie in a folder, and whether whoever took them lives: for those who look for what is wrong. */

import { dirname, join, readdir, rmdir } from '../file-system.ts'
import type { Holder } from './lease.ts'
import { look, remove } from './lock-folder.ts'
import { type ProcessTable, processTable } from './processes/process-table.ts'
import { ended } from './watch.ts'

export interface HeldLock {
  readonly path: string
  readonly holder: Holder
  /** `alive`: at work. `dead`: whoever wants the lock next takes it. `unknown`: on another machine, or not to be told. */
  readonly state: 'alive' | 'dead' | 'unknown'
  /** Takes it from one that is dead; from no other. */
  release(): Promise<void>
}

export async function heldLocks(
  folder: string,
  processes: ProcessTable = processTable(),
): Promise<readonly HeldLock[]> {
  const { table } = await processes.self()
  const held: HeldLock[] = []
  for (const name of await namesIn(folder)) {
    for (const entry of await look(join(folder, name))) {
      const { owner } = entry
      const isDead = owner !== undefined && (await ended(processes, owner))
      const isAlive = !isDead && owner !== undefined && table !== undefined && owner.table === table
      held.push({
        path: entry.path,
        holder: owner === undefined ? {} : { pid: owner.pid, host: owner.host, since: owner.since },
        state: isDead ? 'dead' : isAlive ? 'alive' : 'unknown',
        async release() {
          if (!isDead) return
          await remove(entry)
          await rmdir(dirname(entry.path)).catch(() => undefined)
        },
      })
    }
  }
  return held
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}
